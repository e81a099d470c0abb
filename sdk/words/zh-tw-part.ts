/** Owns Traditional Chinese as a part of its own; must not hold its words. */
import { first } from './first/zh-tw.ts';
import { later } from './later/zh-tw.ts';
import { sentence } from './sentences/zh-tw.ts';
import type { Words } from './words-part.ts';

export const part: Words = { first: { ...first, sentence }, later };
