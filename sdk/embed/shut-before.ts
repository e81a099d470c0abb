/** Owns the memory, in this tab, of a form that was closed: it must not open by itself again. No person is in it. */
import type { EmbedHost } from '../element/embedding.ts';

/** For frames where storage throws: then only this page knows. */
const memory = new Set<string>();

function keyOf({ path }: EmbedHost): string {
  return `jinjian:${path}:shut`;
}

export function rememberShut(host: EmbedHost): void {
  const key = keyOf(host);
  memory.add(key);
  try {
    sessionStorage.setItem(key, '1');
  } catch {}
}

export function wasShut(host: EmbedHost): boolean {
  const key = keyOf(host);
  try {
    if (sessionStorage.getItem(key)) return true;
  } catch {}
  return memory.has(key);
}
