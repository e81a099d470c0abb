/** Owns Simplified Chinese as a part of its own; must not hold its words. */
import { first } from './first/zh-cn.ts';
import { later } from './later/zh-cn.ts';
import { sentence } from './sentences/zh-cn.ts';
import type { Words } from './words-part.ts';

export const part: Words = { first: { ...first, sentence }, later };
