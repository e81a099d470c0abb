/** Owns finding forbidden clauses in a notice, and passing over sentences that rule them out; must not know its duties. */

import {
  type Found,
  findPhrase,
  type Searched,
  searched,
  sentenceAround,
} from '../../contract/find-phrase.ts';
import { folded, levelled } from '../../contract/plain-text.ts';
import type { Finding } from '../../contract/problem.ts';
import type { ForbiddenClause } from './catalogue.ts';
import { deniesAct, deniesClause } from './denial.ts';
import { forbiddenClauses } from './forbidden-clauses.ts';
import type { NoticeDraft } from './notice-schema.ts';
import { textsOf } from './notice-texts.ts';

/**
 * Every forbidden clause of a notice: where it is, in which words, by which rule and why.
 * @param names legal names of the recipients that the notice names: "合作机构（甲银行）" is a name, and no clause
 */
export function checkClauses(draft: NoticeDraft, names: readonly string[]): Finding[] {
  const clauses = forbiddenClauses.filter(({ kinds }) => kinds === undefined || kinds.includes(draft.kind));
  const known = names.map((name) => folded(levelled(name)));
  return textsOf(draft).flatMap(({ path, text }) => {
    const words = searched(text);
    const found = clauses.flatMap((clause) =>
      placesOf(clause, words, known).map((place) => ({ clause, place })),
    );
    return outermost(found).map(({ clause, place }) => ({
      path,
      code: 'forbidden_clause',
      rule: clause.rule,
      phrase: words.shown.slice(place.start, place.end),
      reason: clause.reason,
      source: clause.source,
    }));
  });
}

function placesOf(clause: ForbiddenClause, text: Searched, names: readonly string[]): Found[] {
  return clause.terms
    .flatMap((term) => findPhrase(term, text))
    .filter((place) => {
      const { before, within, after } = sentenceAround(text, place);
      const between = tight((before.split(',').at(-1) ?? '') + within + (after.split(',')[0] ?? ''));
      if (clause.near !== undefined && !clause.near.some((word) => between.includes(tight(word))))
        return false;
      if (clause.unless?.some((word) => (before + within + after).includes(word))) return false;
      if (isNamedNext(after, names)) return false;
      return clause.means === 'act' ? !deniesAct(before, after) : !deniesClause(before, within);
    });
}

/** Without what may set the signs of a word apart. */
function tight(text: string): string {
  return text.replace(/[\s*·-]+/gu, '');
}

/** "合作机构（甲银行股份有限公司）", "合作机构：甲银行股份有限公司". */
function isNamedNext(after: string, names: readonly string[]): boolean {
  const next = after.replace(/^[\s(:"“「『,、即为是]+/u, '');
  return next.length < after.length && names.some((name) => name !== '' && next.startsWith(name));
}

/** Of findings that overlap, the one of most words: a place is told once. */
function outermost(found: { clause: ForbiddenClause; place: Found }[]) {
  const byLength = [...found].sort(
    (a, b) => b.place.end - b.place.start - (a.place.end - a.place.start) || a.place.start - b.place.start,
  );
  const kept: typeof found = [];
  for (const one of byLength) {
    const isInside = kept.some(({ place }) => one.place.start < place.end && place.start < one.place.end);
    if (!isInside) kept.push(one);
  }
  return kept.sort((a, b) => a.place.start - b.place.start);
}
