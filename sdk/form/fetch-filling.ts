/** Owns the fetching of the filling part, with the form's words, at the first sign that someone means to fill; must not use it. */
import type { Locale } from '../../contract/form.ts';
import { sealName } from '../draft/draft-mark.ts';
import { largeTypeKey } from '../large-type/large-type-key.ts';
import { fetchPart, isAsked } from '../parts/fetch-part.ts';
import { fetchWords } from '../words/fetch-words.ts';
import type { Words } from '../words/words-part.ts';
import { declinedKey } from './consents/declined-key.ts';
import type { FillingPart } from './filling.ts';

const name = 'filling';

export function fetchFilling(base: string): Promise<FillingPart> {
  return fetchPart(name, base, __JINJIAN_SCRIPT__ || (() => import('../filling/filling-part.ts')));
}

/** Both at once: they are asked for at the first touch and are needed together. */
export function fetchFillingIn(locale: Locale, base: string): Promise<[FillingPart, Words]> {
  return Promise.all([fetchFilling(base), fetchWords(locale, base)]);
}

/** True when the form is to show what only the filling part knows: a draft, a refusal, a partner's signed answers. */
export function isFillingDue(tenant: string, form: string): boolean {
  try {
    return (
      isAsked(name) ||
      /jjp=/.test(location.search) ||
      // None of them is ever kept empty.
      !!(
        sessionStorage.getItem(sealName(tenant, form)) ||
        sessionStorage.getItem(largeTypeKey) ||
        localStorage.getItem(declinedKey(tenant))
      )
    );
  } catch {
    return false;
  }
}
