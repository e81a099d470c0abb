/** Owns fetching the drawing of posters, which only an opened poster needs; must not draw. */
import { version } from '../../version.ts';
import type { SharePart } from '../share-part.ts';

/** @param origin of the server. Rejects when it can't be reached; the next call tries anew. */
export async function fetchSharePart(origin: string): Promise<SharePart> {
  const module: { default(): SharePart } = await import(
    /* @vite-ignore */ `${origin}/w/jinjian-${version}-share.js`
  );
  return module.default();
}
