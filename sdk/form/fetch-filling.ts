/** Owns the fetching of the filling part, with the form's words, at the first sign that someone means to fill; must not use it. */
import type { Locale } from '../../contract/form.ts';
import { fetchPart } from '../parts/fetch-part.ts';
import { fetchWords } from '../words/fetch-words.ts';
import type { Words } from '../words/words-part.ts';
import type { FillingPart } from './filling.ts';

export function fetchFilling(base: string): Promise<FillingPart> {
  return fetchPart('filling', base, __JINJIAN_SCRIPT__ || (() => import('../filling/filling-part.ts')));
}

/** Both at once: they are asked for at the first touch and are needed together. */
export function fetchFillingIn(locale: Locale, base: string): Promise<[FillingPart, Words]> {
  return Promise.all([fetchFilling(base), fetchWords(locale, base)]);
}
