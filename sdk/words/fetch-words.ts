/** Owns which languages there are and how each is fetched; must not hold any words. */
import type { Locale } from '../../contract/form.ts';
import { fetchPart } from '../parts/fetch-part.ts';
import { addWords } from './known-words.ts';
import type { Words } from './words-part.ts';

/** In the script build each language is a file of the server. */
const bundled: Record<Locale, true | (() => Promise<{ part: Words }>)> = {
  'zh-CN': __JINJIAN_SCRIPT__ || (() => import('./zh-cn-part.ts')),
  'zh-TW': __JINJIAN_SCRIPT__ || (() => import('./zh-tw-part.ts')),
  en: __JINJIAN_SCRIPT__ || (() => import('./en-part.ts')),
};

/** True for a language that the SDK speaks. */
export function isLocale(text: string): text is Locale {
  return /^(?:zh-CN|zh-TW|en)$/.test(text);
}

/** All words of a language; the first ones are known to the page from then on. */
export async function fetchWords(locale: Locale, base: string): Promise<Words> {
  const words = await fetchPart(locale, base, bundled[locale]);
  addWords(locale, words.first);
  return words;
}
