/** Owns fetching a template, each a part of its own; must not know which there are. */
import { version } from '../../version.ts';
import type { Template } from './template.ts';

/** Rejects when it can't be reached: a poster needs one of them, and fetches no other. */
export async function fetchTemplate(name: string, origin: string): Promise<Template> {
  const module: { default(): Template } = await import(
    /* @vite-ignore */ `${origin}/w/jinjian-${version}-poster-${name}.js`
  );
  return module.default();
}
