/** Owns which languages' first words this page has; must not hold or fetch any. */
import type { Locale } from '../../contract/form.ts';
import type { FirstWords } from './first-words.ts';

const known = new Map<string, FirstWords>();

/** Called by scripts with the language of the form that they bring. */
export function addWords(locale: Locale, words: FirstWords): void {
  known.set(locale, words);
}

export function knownWords(locale: string | undefined): FirstWords | undefined {
  return known.get(locale ?? '');
}

/** Any language at all: for what has to be said before it is known which one the form speaks. */
export function someWords(): FirstWords | undefined {
  return known.values().next().value;
}
