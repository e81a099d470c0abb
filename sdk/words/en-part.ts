/** Owns English as a part of its own; must not hold its words. */
import { first } from './first/en.ts';
import { later } from './later/en.ts';
import { sentence } from './sentences/en.ts';
import type { Words } from './words-part.ts';

export const part: Words = { first: { ...first, sentence }, later };
