/** Owns the shape of one language as it is fetched: all its words; must not hold any. */
import type { FirstWords } from './first-words.ts';
import type { LaterWords } from './later-words.ts';

export interface Words {
  first: FirstWords;
  later: LaterWords;
}
