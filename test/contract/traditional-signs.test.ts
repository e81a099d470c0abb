/** Owns that the table of Traditional signs is what OpenCC derives, and that no word that is searched for lacks a variant. */
import { Converter } from 'opencc-js';
import { describe, expect, it, test } from 'vitest';
import { lintRules } from '../../contract/lint/catalogue.ts';
import { lintText } from '../../contract/lint/lint-text.ts';
import { folded, levelled } from '../../contract/plain-text.ts';
import { traditionalSigns } from '../../contract/traditional-signs.ts';
import { creditDuties } from '../../worker/publishing/credit-duties.ts';
import { forbiddenClauses } from '../../worker/publishing/forbidden-clauses.ts';
import { forbiddenFields } from '../../worker/publishing/forbidden-fields.ts';
import { toldDuties } from '../../worker/publishing/told-duties.ts';
import { deriveTraditionalSigns } from './derive-traditional-signs.ts';
import { readCorpus } from './lint/corpus.ts';

test('the table is what OpenCC derives: run test/contract/derive-traditional-signs.ts', () => {
  expect(traditionalSigns).toBe(deriveTraditionalSigns());
});

describe.for(['tw', 'hk', 't'] as const)('in the script of %s', (script) => {
  const written = Converter({ from: 'cn', to: script });

  it('every sign of a pattern is found by its variant', () => {
    const patterns = lintRules.flatMap(({ patterns, unless = [], unlessBeside = [] }) => [
      ...patterns,
      ...unless,
      ...unlessBeside,
    ]);
    const catalogues = JSON.stringify([
      patterns,
      forbiddenClauses,
      forbiddenFields,
      toldDuties,
      creditDuties,
    ]);
    const signs = new Set(catalogues.match(/\p{sc=Han}/gu));
    expect(signs.size).toBeGreaterThan(500);
    const lost = [...signs].filter((sign) => folded(levelled(written(sign))) !== sign);
    expect(lost).toEqual([]);
  });

  it('an unlawful text is caught as it is in simplified signs', () => {
    const lost = readCorpus('unlawful').filter(({ rule, text, part }) => {
      const finds = (words: string) => lintText(words, { part }).some((finding) => finding.rule === rule);
      return finds(text) && !finds(written(text));
    });
    expect(lost.map(({ text }) => `${text}: ${written(text)}`)).toEqual([]);
  });
});
