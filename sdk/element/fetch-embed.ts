/** Owns the fetching of the embed part; must not use it. */
import { fetchPart } from '../parts/fetch-part.ts';
import type { EmbedPart } from './embedding.ts';

export function fetchEmbed(base: string): Promise<EmbedPart> {
  return fetchPart('embed', base, __JINJIAN_SCRIPT__ || (() => import('../embed/embed-part.ts')));
}
