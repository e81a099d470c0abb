/** Owns the check of the corpus in Node: every sample comes to what the standards say; must not know other runtimes. */
import { describe, expect, it } from 'vitest';
import { corpus } from './corpus.ts';
import { fields } from './corpus-fields.ts';
import { corpusOutcomes, strangeOutcomes } from './corpus-outcomes.ts';

describe('the corpus', () => {
  const outcomes = corpusOutcomes();
  it.each(corpus.map((sample, at) => ({ ...sample, at, shown: String(JSON.stringify(sample.raw)) })))(
    '$field: $shown',
    ({ at, expected }) => {
      expect(outcomes[at]).toEqual(expected);
    },
  );
  it('holds at least 120 samples over every kind (NF-01, NF-02, NF-03, NF-04, NF-07)', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(120);
    expect(new Set(corpus.map((sample) => sample.field))).toEqual(new Set(Object.keys(fields)));
  });
  it('meets keys that are no fields with a finding, and is polluted by none', () => {
    expect(strangeOutcomes()).toEqual(
      [
        ['values unknown_field'],
        ['constructor unknown_field'],
        ['toString unknown_field'],
        ['hasOwnProperty unknown_field', 'valueOf unknown_field'],
        ['values unknown_field'],
        ['values unknown_field'],
        ['values unknown_field'],
        ['values unknown_field'],
        ['values unknown_field'],
      ].map((findings) => ({ findings, polluted: false })),
    );
  });
});
