/** Owns finding a phrase however it is spaced out; must not know which phrases are looked for, nor what they mean. */
import { folded, levelledPieces } from './plain-text.ts';
import { atOnce, type Steps } from './steps.ts';

/** A text made ready to be searched, once for all phrases. */
export interface Searched {
  /** As it is quoted. */
  shown: string;
  /** Of the same length, in lower case and simplified signs. */
  folded: string;
  /** The letters and figures alone, and where in `shown` each stands. */
  signs: string;
  at: number[];
  /** The number of the sentence that each of `signs` belongs to. */
  sentences: number[];
  /** Where each unit of `shown` begins and ends in the text as it was written. */
  starts: number[];
  ends: number[];
}

export interface Found {
  start: number;
  end: number;
}

/** What may stand between the signs of a phrase: space, punctuation, emoji, marks and what can not be seen. */
const separator = /[\s\p{P}\p{S}\p{M}\p{Cf}]/u;
const sentenceEnd = /[。!?;\n]/;
/** A question may be asked only to be answered: "征信花？照样办" is one phrase. */
const phraseEnd = /[。!;\n]/;
/** Of a phrase: this many separators between two signs, and this many signs for a `…`. */
const maxSeparators = 3;
const maxWords = 14;

/** How many signs are made ready in one step. */
const stepSize = 500;

/** What a sign is read as where it is not read as it is written. */
export type Reading = (sign: string) => string | undefined;

export function searched(text: string): Searched {
  return atOnce(searchedInSteps(text));
}

export function* searchedInSteps(text: string, read: Reading = () => undefined): Steps<Searched> {
  const found: Searched = { shown: '', folded: '', signs: '', at: [], sentences: [], starts: [], ends: [] };
  let sentence = 0;
  let done = 0;
  for (const { plain, start, end } of levelledPieces(text)) {
    let index = found.shown.length;
    const words = folded(plain);
    found.shown += plain;
    found.folded += words;
    for (let unit = 0; unit < plain.length; unit += 1) {
      found.starts.push(start);
      found.ends.push(end);
    }
    for (const sign of words) {
      if (phraseEnd.test(sign)) sentence += 1;
      const said = read(sign) ?? (separator.test(sign) ? '' : sign);
      found.signs += said;
      for (let unit = 0; unit < said.length; unit += 1) {
        found.at.push(index + Math.min(unit, sign.length - 1));
        found.sentences.push(sentence);
      }
      index += sign.length;
    }
    done += plain.length;
    if (done < stepSize) continue;
    yield done;
    done = 0;
  }
  yield done;
  return found;
}

/** By phrase: the catalogues have some hundreds, and each is looked for in every text. */
const taken = new Map<string, readonly string[]>();

/** Parts of a phrase around `…`, each without what may stand between its signs. */
function partsOf(phrase: string): readonly string[] {
  const known = taken.get(phrase);
  if (known !== undefined) return known;
  const parts = phrase
    .split('…')
    .map((part) => Array.from(part, (sign) => (separator.test(sign) ? '' : sign)).join(''));
  taken.set(phrase, parts);
  return parts;
}

/** Every place of a phrase of a catalogue, as a span of `shown`. `…` in it stands for some words of the same sentence. */
export function findPhrase(phrase: string, text: Searched): Found[] {
  const [first = '', ...others] = partsOf(phrase);
  const places: Found[] = [];
  for (let from = text.signs.indexOf(first); from >= 0; from = text.signs.indexOf(first, from + 1)) {
    const to = endOf(text, from, first, others);
    if (to === null || !isWhole(text, phrase, from, to)) continue;
    places.push({ start: text.at[from] ?? 0, end: (text.at[to - 1] ?? 0) + 1 });
  }
  return places;
}

/** Where the phrase ends that begins here, or null when the rest of it does not follow. */
function endOf(text: Searched, from: number, first: string, others: readonly string[]): number | null {
  let to = from + first.length;
  if (!hangsTogether(text, from, to)) return null;
  for (const part of others) {
    // No further than the words may reach: what begins a phrase may stand in a text thousands of times.
    const ahead = text.signs.slice(to, to + maxWords + part.length).indexOf(part);
    const next = to + ahead;
    if (ahead < 0 || text.sentences[next] !== text.sentences[to - 1]) return null;
    if (!hangsTogether(text, next, next + part.length)) return null;
    to = next + part.length;
  }
  return to;
}

/** Two sentences that meet make no phrase; one written with a stop after each sign does. */
function hangsTogether(text: Searched, from: number, to: number): boolean {
  const steps = text.at.slice(from + 1, to).map((index, step) => index - (text.at[from + step] ?? 0) - 1);
  if (steps.some((separators) => separators > maxSeparators)) return false;
  return text.sentences[from] === text.sentences[to - 1] || steps.every((separators) => separators > 0);
}

/** A phrase of Latin letters is made of whole words. */
function isWhole(text: Searched, phrase: string, from: number, to: number): boolean {
  const letter = /[a-z0-9]/;
  const before = text.folded.charAt((text.at[from] ?? 0) - 1);
  const after = text.folded.charAt((text.at[to - 1] ?? 0) + 1);
  return (
    !(letter.test(phrase.charAt(0)) && letter.test(before)) &&
    !(letter.test(phrase.charAt(phrase.length - 1)) && letter.test(after))
  );
}

/**
 * The sentence around a place, cut at the place: what stands before and after.
 * @param reach how far it is read on either side, in UTF-16 units: a text may be one sentence from end to end
 */
export function sentenceAround({ folded: words }: Pick<Searched, 'folded'>, place: Found, reach: number) {
  const before = words.slice(Math.max(0, place.start - reach), place.start);
  const after = words.slice(place.end, place.end + reach);
  return {
    before: before.split(sentenceEnd).pop() ?? '',
    within: words.slice(place.start, place.end),
    after: after.split(sentenceEnd)[0] ?? '',
  };
}
