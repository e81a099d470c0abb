/** Owns finding forbidden clauses in a notice, and passing over sentences that rule them out; must not know its duties. */

import { type Found, findPhrase, type Searched, sentenceAround } from '../../contract/find-phrase.ts';
import { folded, levelled } from '../../contract/plain-text.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import type { ForbiddenClause } from './catalogue.ts';
import { deniesAct, deniesClause } from './denial.ts';
import { forbiddenClauses } from './forbidden-clauses.ts';
import type { NoticeDraft } from './notice-schema.ts';
import type { SearchedText } from './notice-texts.ts';

/** How far the sentence around a phrase is read: no sentence that people read is longer. */
const reach = 400;
/** What looking for one phrase costs, and what judging one of its places does, measured against reading a sign. */
const [signsPerUnit, phraseCost, placeCost] = [1000, 0.3, 30];

/**
 * Every forbidden clause of a notice: where it is, in which words, by which rule and why.
 * @param names legal names of the recipients that the notice names: "合作机构（甲银行）" is a name, and no clause
 */
export function* checkClauses(
  kind: NoticeDraft['kind'],
  texts: readonly SearchedText[],
  names: readonly string[],
): Steps<Finding[]> {
  const clauses = forbiddenClauses.filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
  const known = names.map((name) => folded(levelled(name)));
  const findings: Finding[] = [];
  for (const { path, words } of texts) {
    const found: FoundClause[] = [];
    for (const clause of clauses) {
      for (const place of yield* placesOf(clause, words, known)) found.push({ clause, place });
    }
    for (const { clause, place } of outermost(found, words.shown.length)) {
      findings.push({
        path,
        code: 'forbidden_clause',
        rule: clause.rule,
        phrase: words.shown.slice(place.start, place.end),
        reason: clause.reason,
        source: clause.source,
      });
    }
  }
  return findings;
}

interface FoundClause {
  clause: ForbiddenClause;
  place: Found;
}

function* placesOf(clause: ForbiddenClause, text: Searched, names: readonly string[]): Steps<Found[]> {
  const places: Found[] = [];
  for (const term of clause.terms) {
    yield phraseCost + text.signs.length / signsPerUnit;
    for (const place of findPhrase(term, text)) {
      yield placeCost;
      if (isMeant(clause, text, place, names)) places.push(place);
    }
  }
  return places;
}

/** Whether the sentence says what the clause forbids, and does not rule it out. */
function isMeant(clause: ForbiddenClause, text: Searched, place: Found, names: readonly string[]): boolean {
  const { before, within, after } = sentenceAround(text, place, reach);
  const near = nearWords.get(clause);
  const between = tight((before.split(',').at(-1) ?? '') + within + (after.split(',')[0] ?? ''));
  if (near !== undefined && !near.some((word) => between.includes(word))) return false;
  if (clause.unless?.some((word) => (before + within + after).includes(word))) return false;
  if (isNamedNext(after, names)) return false;
  return clause.means === 'act' ? !deniesAct(before, after) : !deniesClause(before, within);
}

/** Without what may set the signs of a word apart. */
function tight(text: string): string {
  return text.replace(/[\s*·-]+/gu, '');
}

const nearWords = new Map(forbiddenClauses.map((clause) => [clause, clause.near?.map(tight)]));

/** "合作机构（甲银行股份有限公司）", "合作机构：甲银行股份有限公司". */
function isNamedNext(after: string, names: readonly string[]): boolean {
  const next = after.replace(/^[\s(:"“「『,、即为是]+/u, '');
  return next.length < after.length && names.some((name) => name !== '' && next.startsWith(name));
}

/** Of findings that overlap, the one of most words: a place is told once. @param length of the text */
function outermost(found: readonly FoundClause[], length: number): FoundClause[] {
  const byLength = [...found].sort(
    (a, b) => b.place.end - b.place.start - (a.place.end - a.place.start) || a.place.start - b.place.start,
  );
  const isTold = new Uint8Array(length);
  const kept = byLength.filter(({ place: { start, end } }) => {
    // Whatever was kept before is no shorter: where the two overlap, it covers the first or the last sign of this one.
    if (isTold[start] === 1 || isTold[end - 1] === 1) return false;
    isTold.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.place.start - b.place.start);
}
