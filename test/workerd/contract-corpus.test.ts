/** Owns the check that workerd judges the corpus as the standards say; must not know the rules. */
import { expect, test } from 'vitest';
import { corpus } from '../contract/corpus.ts';
import { corpusOutcomes, strangeOutcomes } from '../contract/corpus-outcomes.ts';

test('workerd judges every sample as expected', () => {
  const outcomes = corpusOutcomes();
  const wrong = corpus.flatMap((sample, at) =>
    JSON.stringify(outcomes[at]) === JSON.stringify(sample.expected)
      ? []
      : [{ ...sample, got: outcomes[at] }],
  );
  expect(wrong).toEqual([]);
  expect(corpus.length).toBeGreaterThanOrEqual(120);
});

test('strange keys are findings, and nothing is polluted', () => {
  for (const { findings, polluted } of strangeOutcomes()) {
    expect(findings.length).toBeGreaterThan(0);
    expect(polluted).toBe(false);
  }
});
