/** Owns the gate that docs/compliance.md tells every rule, and that each test it points to has the rule in its title; no rule's work. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleTexts } from '../contract/lint/rule-texts.ts';
import { repository } from './source-file.ts';
import { testTitles } from './test-titles.ts';

const numbered = (name: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => `${name}${String(at + from).padStart(2, '0')}`);
const rules = [
  ...numbered('CR-', 18),
  ...numbered('PI-', 24),
  ...numbered('RT-', 14),
  ...numbered('XB-', 6),
  ...numbered('MK-', 22),
  ...numbered('WX-', 6),
  ...numbered('RF-', 7),
  ...numbered('SE-', 12),
  ...numbered('NF-', 8),
  ...numbered('K', 41),
  // Found since.
  ...['CR-30', 'PI-30', 'RT-30', 'SE-30', 'SE-31', 'AX-30'],
  ...numbered('MK-', 4, 30),
];

interface Row {
  id: string;
  does: string;
  shown: string;
}

function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| ((?:(?:CR|PI|RT|XB|MK|WX|RF|SE|NF|AX)-|K)\d\d) +\|(.*)\|(.*)\|$/gm)].map(
    ([, id = '', does = '', shown = '']) => ({
      id,
      does: does.trim(),
      shown: shown.trim(),
    }),
  );
}

/** Paths of the tests that a row links to, from the repository's root. */
function linked({ shown }: Row): string[] {
  return [...shown.matchAll(/\]\(\.\.\/(test\/[^)]+\.test\.ts)\)/g)].map((match) => match[1] ?? '');
}

/** What a test of that path is called, and with it all that its tables make. */
function titlesOf(path: string): string[] {
  const titles = testTitles({ path, text: readFileSync(join(repository, path), 'utf8') });
  // One group of tests for each rule of the copy catalogue, by its id.
  return path === 'test/contract/lint/lint-text.test.ts' ? [...titles, ...Object.keys(ruleTexts)] : titles;
}

describe('docs/compliance.md', () => {
  const rows = rowsOf(readFileSync(join(repository, 'docs/compliance.md'), 'utf8'));

  it('has one row for each rule', () => {
    expect(rows.map(({ id }) => id).sort()).toEqual([...rules].sort());
  });

  it.each(rows.map((row) => [row.id, row] as const))(
    '%s has a test that names it, or says why not',
    (id, row) => {
      expect(row.does.length).toBeGreaterThan(20);
      const tests = linked(row);
      if (tests.length === 0) {
        expect(row.shown).toMatch(/^Not carried: .{20,}$/);
        return;
      }
      for (const path of tests) {
        expect(existsSync(join(repository, path)), path).toBe(true);
        const isNamed = titlesOf(path).some((title) => new RegExp(`\\b${id}\\b`).test(title));
        expect(isNamed, `a title in ${path} names ${id}`).toBe(true);
      }
    },
  );
});

describe('the gate', () => {
  it('reads rows and links', () => {
    const [row] = rowsOf('| CR-01 | does | [a](../test/a.test.ts), [b](../test/b/c.test.ts) |');
    expect(row?.id).toBe('CR-01');
    expect(row && linked(row)).toEqual(['test/a.test.ts', 'test/b/c.test.ts']);
  });
  it('reads titles of tests that run, and what tables put into them; no comments, no other texts', () => {
    const text = [
      '/** PI-01. */ // PI-02',
      "test('PI-03 is kept', async () => { expect(a).toBe('PI-04'); });",
      "describe.each(['PI-05'])('%s', () => { it.for([['PI-06', 1]] as const)('of %s', f); });",
      "test.skip('PI-07', f); it.todo('PI-08'); other('PI-09');",
    ].join('\n');
    expect(testTitles({ path: 'test/a.test.ts', text }).sort()).toEqual(
      ['%s', 'PI-03 is kept', 'PI-05', 'PI-06', 'of %s'].sort(),
    );
  });
});
