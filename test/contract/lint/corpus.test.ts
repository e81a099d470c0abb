/** Owns how many texts of the corpus are caught, and how many lawful ones raise an alarm, by rule; docs/campaigns.md holds the table. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintRules } from '../../../contract/lint/catalogue.ts';
import { lintText } from '../../../contract/lint/lint-text.ts';
import { readCorpus } from './corpus.ts';

const ids = [...new Set(lintRules.map(({ id }) => id))].sort();
const [unlawful, lawful] = [readCorpus('unlawful'), readCorpus('lawful')];
const rulesIn = ({ text, part }: { text: string; part: (typeof lawful)[number]['part'] }) =>
  new Set(lintText(text, { part }).map(({ rule }) => rule));
const missed = unlawful.filter((one) => !rulesIn(one).has(one.rule));
const alarms = lawful
  .map((one) => ({ text: one.text, rules: rulesIn(one) }))
  .filter(({ rules }) => rules.size > 0);

/** As docs/campaigns.md holds it. */
function table(): string[] {
  const rows = ids.map((id) => {
    const texts = unlawful.filter(({ rule }) => rule === id);
    const caught = texts.length - missed.filter(({ rule }) => rule === id).length;
    return [
      id,
      String(texts.length),
      String(caught),
      String(alarms.filter(({ rules }) => rules.has(id)).length),
    ];
  });
  const total = [
    'all',
    String(unlawful.length),
    String(unlawful.length - missed.length),
    String(alarms.length),
  ];
  return [...rows, total].map((cells) => cells.join(' | '));
}

describe('the corpus', () => {
  test('has three hundred texts of each kind at least, none twice, and every rule', () => {
    for (const texts of [unlawful, lawful]) {
      expect(texts.length).toBeGreaterThanOrEqual(300);
      expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
    }
    expect([...new Set(unlawful.map(({ rule }) => rule))].sort()).toEqual(ids);
  });

  test('is caught by the rule that forbids it, in 98 texts of 100', () => {
    expect(
      missed.length / unlawful.length,
      missed.map(({ rule, text }) => `${rule} ${text}`).join('\n'),
    ).toBeLessThan(0.02);
  });

  test('raises no alarm where it is lawful, in 99 texts of 100', () => {
    expect(alarms.length / lawful.length, alarms.map(({ text }) => text).join('\n')).toBeLessThan(0.01);
  });

  test('is counted in docs/campaigns.md', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/campaigns.md'), 'utf8');
    const rows = [...page.matchAll(/^\| (K\d\d|all) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gmu)];
    expect(rows.map(([, ...cells]) => cells.join(' | '))).toEqual(table());
  });
});
