/** Owns finding what copy may not say, with its place in the text as written; must not know which texts are published. */
import { type Found, sentenceAround } from '../find-phrase.ts';
import { atOnce, type Steps } from '../steps.ts';
import { lintRules } from './catalogue.ts';
import { isDenied, isWarnedOf } from './denied-copy.ts';
import type { LintLevel, LintPart, LintRegion, LintRule, Said } from './lint-rule.ts';
import { type ReadCopy, readCopy } from './read-copy.ts';

/** API.md, `POST /v1/lint`, in both languages. */
export interface LintFinding {
  rule: string;
  level: LintLevel;
  /** The words as they were written, and where they begin: an offset in UTF-16 units. */
  phrase: string;
  at: number;
  reason: Said;
  source: string;
  suggestion: Said;
}

interface Options {
  /** `copy` when absent. */
  part?: LintPart;
  region?: LintRegion | undefined;
}

/** Of a phrase: no more separators between two signs than this, so that "秒（……）批" is none. */
const maxSeparators = 12;
/** How far around a phrase its sentence is read, in UTF-16 units. */
const reach = 80;

interface Compiled {
  found: RegExp;
  unless: RegExp | null;
  unlessBeside: RegExp | null;
}

const compiled = new Map<LintRule, Compiled>();

function compile(rule: LintRule): Compiled {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const anyOf = (patterns: readonly string[] | undefined) =>
    patterns === undefined ? null : new RegExp(patterns.join('|'), 'u');
  const one = {
    found: new RegExp(rule.patterns.join('|'), 'gu'),
    unless: anyOf(rule.unless),
    unlessBeside: anyOf(rule.unlessBeside),
  };
  compiled.set(rule, one);
  return one;
}

/** What looking for one rule costs, and what judging one of its places does, measured against reading a sign. */
const [signsPerUnit, placeCost] = [40, 30];
/** How many signs are gone through in one step. */
const stepSize = 1000;
/** In the order in which findings of one place are told. */
const orderedRules = [...lintRules].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** Every finding in the order of the text. A place is told once for each rule, by its longest words. */
export function lintText(text: string, options: Options = {}): LintFinding[] {
  return atOnce(lintInSteps(text, options));
}

export function* lintInSteps(text: string, { part = 'copy', region }: Options = {}): Steps<LintFinding[]> {
  const words = yield* readCopy(text);
  /** By where they begin, so that none has to be sorted. */
  const found = new Map<number, LintFinding[]>();
  for (const rule of orderedRules) {
    if (!(rule.parts ?? ['copy', 'disclosure']).includes(part)) continue;
    const level = (region === undefined ? undefined : rule.levelIn?.[region]) ?? rule.level;
    for (const place of yield* placesOf(rule, level, words)) {
      const finding = findingOf(rule, level, text, words, place);
      const others = found.get(finding.at);
      if (others === undefined) found.set(finding.at, [finding]);
      else others.push(finding);
    }
  }
  return yield* outermost(found, text.length);
}

function* placesOf(rule: LintRule, level: LintLevel, text: ReadCopy): Steps<Found[]> {
  const { found, unless, unlessBeside } = compile(rule);
  const bare = text.signs;
  const places: Found[] = [];
  yield 1 + bare.length / signsPerUnit;
  for (let from = 0; from < bare.length; ) {
    // Set each time: while this one rests, the same pattern may be at work in another text.
    found.lastIndex = from;
    const match = found.exec(bare);
    if (match === null) break;
    yield placeCost;
    const [phrase] = match;
    from = match.index + Math.max(1, phrase.length);
    const place = placeOf(text, phrase, match.index);
    if (place === null) {
      // What spans two sentences is none, but may have swallowed one that begins in the second.
      from = match.index + 1;
      continue;
    }
    const sentence = sentenceOf(text, match.index, from);
    if (unless?.test(sentence)) continue;
    if (level === 'disclose' && unlessBeside?.test(sentence)) continue;
    const { before, after } = sentenceAround(text, place, reach);
    if (isDenied(before, rule.saidAs ?? 'statement') || isWarnedOf(before, after)) continue;
    places.push(place);
  }
  return places;
}

/** The bare signs of the sentence around a match, no further than it is read. */
function sentenceOf({ signs, sentences }: ReadCopy, from: number, to: number): string {
  let [first, last] = [from, to];
  while (first > 0 && from - first < reach && sentences[first - 1] === sentences[from]) first -= 1;
  while (last < signs.length && last - to < reach && sentences[last] === sentences[to - 1]) last += 1;
  return signs.slice(first, last);
}

/** Where a match stands in the text as it is quoted; null for one that is no phrase. */
function placeOf(text: ReadCopy, phrase: string, from: number): Found | null {
  const to = from + phrase.length;
  if (phrase === '' || !hangsTogether(text, from, to)) return null;
  const place = { start: text.at[from] ?? 0, end: text.until[to - 1] ?? 0 };
  return isWhole(text, phrase, place) ? place : null;
}

/** Words of two sentences make a phrase only where every sign stands alone, as in a column of signs. */
function hangsTogether(text: ReadCopy, from: number, to: number): boolean {
  const gap = (at: number) => (text.at[at] ?? text.folded.length) - (text.until[at - 1] ?? 0);
  for (let at = from + 1; at < to; at += 1) if (gap(at) > maxSeparators) return false;
  if (text.sentences[from] === text.sentences[to - 1]) return true;
  for (let at = from + 1; at < to; at += 1) if (gap(at) === 0) return false;
  const isAlone = (at: number) => at === 0 || at === text.signs.length || gap(at) > 0;
  return isAlone(from) && isAlone(to);
}

/** Latin letters are matched as whole words. */
function isWhole(text: ReadCopy, match: string, { start, end }: Found): boolean {
  const letter = /[a-z]/;
  return (
    !(letter.test(match.charAt(0)) && letter.test(text.folded.charAt(start - 1))) &&
    !(letter.test(match.charAt(match.length - 1)) && letter.test(text.folded.charAt(end)))
  );
}

function findingOf(
  rule: LintRule,
  level: LintLevel,
  text: string,
  words: ReadCopy,
  place: Found,
): LintFinding {
  const at = words.starts[place.start] ?? 0;
  const end = words.ends[place.end - 1] ?? text.length;
  return {
    rule: rule.id,
    level,
    phrase: text.slice(at, end),
    at,
    reason: rule.reason,
    source: rule.source,
    suggestion: rule.suggestion,
  };
}

/** In the order of the text. Two entries may share an id: of their findings that overlap, the longer. */
function* outermost(found: ReadonlyMap<number, LintFinding[]>, length: number): Steps<LintFinding[]> {
  const kept: LintFinding[] = [];
  const last = new Map<string, { finding: LintFinding; index: number }>();
  for (let at = 0; at < length; at += 1) {
    if (at % stepSize === 0) yield stepSize / 10;
    for (const finding of found.get(at) ?? []) {
      const earlier = last.get(finding.rule);
      if (earlier === undefined || at >= earlier.finding.at + earlier.finding.phrase.length) {
        last.set(finding.rule, { finding, index: kept.push(finding) - 1 });
      } else if (finding.phrase.length > earlier.finding.phrase.length) {
        kept[earlier.index] = finding;
        last.set(finding.rule, { finding, index: earlier.index });
      }
    }
  }
  // All but in order: one that took the place of an earlier may stand before another rule's.
  return kept.sort((a, b) => a.at - b.at || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
}
