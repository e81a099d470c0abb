/** Owns the gate that docs/compliance.md tells every rule, and that each test it points to names the rule; no rule's work. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './source-file.ts';

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name}-${String(at + 1).padStart(2, '0')}`);
/** Of marketing and referral, those that the parts which are there keep. */
const kept = '01 02 03 06 08 11 12 13 14 16 17 18 19 20 30 31 32';
const marketing = kept.split(' ').map((at) => `MK-${at}`);
const rules = [
  ...numbered('CR', 18),
  ...numbered('PI', 24),
  ...numbered('RT', 14),
  ...marketing,
  'RF-03',
  'RF-07',
];

interface Row {
  id: string;
  does: string;
  shown: string;
}

function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| ((?:CR|PI|RT|MK|RF)-\d\d) \|(.*)\|(.*)\|$/gm)].map(
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

/** A test file without its comments: an id there is in a title, or in a table that makes titles. */
function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
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
        const said = withoutComments(readFileSync(join(repository, path), 'utf8'));
        expect(said.includes(id), `${path} names ${id}`).toBe(true);
      }
    },
  );
});

describe('the gate', () => {
  it('reads rows and links, and no comments', () => {
    const [row] = rowsOf('| CR-01 | does | [a](../test/a.test.ts), [b](../test/b/c.test.ts) |');
    expect(row?.id).toBe('CR-01');
    expect(row && linked(row)).toEqual(['test/a.test.ts', 'test/b/c.test.ts']);
    expect(withoutComments("/** PI-01. */\n  // PI-02\ntest('PI-03', f)").trim()).toBe("test('PI-03', f)");
  });
});
