/** Owns the gate that the documents on security name tests that exist, leave nothing out and agree with each other; no defence's work. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from './source-file.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** Cells of each row whose first one looks like this. */
function rowsOf(page: string, id: RegExp): string[][] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([first = '']) => id.test(first));
}

/** Where links lead, from the repository's root. */
function linked(text: string, page: string): string[] {
  return [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) =>
    normalize(join(dirname(page), match[1] ?? '')),
  );
}

const testsIn = (text: string, page: string) =>
  linked(text, page).filter((path) => /^test\/.+\.test\.ts$/.test(path));

const pages = ['SECURITY.md', 'docs/threat-model.md', 'docs/threat-model.en.md', 'docs/asvs.md'];

it.each(pages)('%s links to nothing that is not there', (page) => {
  const paths = linked(read(page), page);
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});

describe('the threat model', () => {
  const threats = (page: string) => rowsOf(read(page), /^T-\d\d$/);
  const chinese = threats('docs/threat-model.md');
  const english = threats('docs/threat-model.en.md');

  it('numbers its threats from the first on', () => {
    expect(chinese.map(([id]) => id)).toEqual(
      chinese.map((_row, at) => `T-${String(at + 1).padStart(2, '0')}`),
    );
    expect(chinese.length).toBeGreaterThan(40);
  });
  it.each(chinese)(
    '%s has a threat, a defence and a test',
    (...[, threat = '', defence = '', tests = '']) => {
      expect(threat.length).toBeGreaterThanOrEqual(4);
      expect(defence.length).toBeGreaterThan(6);
      expect(testsIn(tests, 'docs/threat-model.md')).not.toEqual([]);
    },
  );
  it('has the same threats and tests in both languages', () => {
    expect(english.map(([id, , , tests]) => [id, tests])).toEqual(
      chinese.map(([id, , , tests]) => [id, tests]),
    );
  });
});

/** OWASP ASVS 5.0.0: the numbers of L1 and of L2 by section; those left out are L3. */
const levels: Record<string, { 1: number[]; 2: number[] }> = {
  '1.1': { 1: [], 2: [1, 2] },
  '1.2': { 1: [1, 2, 3, 4, 5], 2: [6, 7, 8, 9] },
  '1.3': { 1: [1, 2], 2: [3, 4, 5, 6, 7, 8, 9, 10, 11] },
  '1.4': { 1: [], 2: [1, 2, 3] },
  '1.5': { 1: [1], 2: [2] },
  '2.1': { 1: [1], 2: [2, 3] },
  '2.2': { 1: [1, 2], 2: [3] },
  '2.3': { 1: [1], 2: [2, 3, 4] },
  '2.4': { 1: [], 2: [1] },
  '3.2': { 1: [1, 2], 2: [] },
  '3.3': { 1: [1], 2: [2, 3, 4] },
  '3.4': { 1: [1, 2], 2: [3, 4, 5, 6] },
  '3.5': { 1: [1, 2, 3], 2: [4, 5] },
  '3.7': { 1: [], 2: [1, 2] },
  '4.1': { 1: [1], 2: [2, 3] },
  '4.2': { 1: [], 2: [1] },
  '4.3': { 1: [], 2: [1, 2] },
  '4.4': { 1: [1], 2: [2, 3, 4] },
  '5.1': { 1: [], 2: [1] },
  '5.2': { 1: [1, 2], 2: [3] },
  '5.3': { 1: [1, 2], 2: [] },
  '5.4': { 1: [], 2: [1, 2, 3] },
  '6.1': { 1: [1], 2: [2, 3] },
  '6.2': { 1: [1, 2, 3, 4, 5, 6, 7, 8], 2: [9, 10, 11, 12] },
  '6.3': { 1: [1, 2], 2: [3, 4] },
  '6.4': { 1: [1, 2], 2: [3, 4] },
  '6.5': { 1: [], 2: [1, 2, 3, 4, 5] },
  '6.6': { 1: [], 2: [1, 2, 3] },
  '6.8': { 1: [], 2: [1, 2, 3, 4] },
  '7.1': { 1: [], 2: [1, 2, 3] },
  '7.2': { 1: [1, 2, 3, 4], 2: [] },
  '7.3': { 1: [], 2: [1, 2] },
  '7.4': { 1: [1, 2], 2: [3, 4, 5] },
  '7.5': { 1: [], 2: [1, 2] },
  '7.6': { 1: [], 2: [1, 2] },
  '8.1': { 1: [1], 2: [2] },
  '8.2': { 1: [1, 2], 2: [3] },
  '8.3': { 1: [1], 2: [] },
  '8.4': { 1: [], 2: [1] },
  '9.1': { 1: [1, 2, 3], 2: [] },
  '9.2': { 1: [1], 2: [2, 3, 4] },
  '10.1': { 1: [], 2: [1, 2] },
  '10.2': { 1: [], 2: [1, 2] },
  '10.3': { 1: [], 2: [1, 2, 3, 4] },
  '10.4': { 1: [1, 2, 3, 4, 5], 2: [6, 7, 8, 9, 10, 11] },
  '10.5': { 1: [], 2: [1, 2, 3, 4, 5] },
  '10.6': { 1: [], 2: [1, 2] },
  '10.7': { 1: [], 2: [1, 2, 3] },
  '11.1': { 1: [], 2: [1, 2] },
  '11.2': { 1: [], 2: [1, 2, 3] },
  '11.3': { 1: [1, 2], 2: [3] },
  '11.4': { 1: [1], 2: [2, 3, 4] },
  '11.5': { 1: [], 2: [1] },
  '11.6': { 1: [], 2: [1] },
  '12.1': { 1: [1], 2: [2, 3] },
  '12.2': { 1: [1, 2], 2: [] },
  '12.3': { 1: [], 2: [1, 2, 3, 4] },
  '13.1': { 1: [], 2: [1] },
  '13.2': { 1: [], 2: [1, 2, 3, 4, 5] },
  '13.3': { 1: [], 2: [1, 2] },
  '13.4': { 1: [1], 2: [2, 3, 4, 5] },
  '14.1': { 1: [], 2: [1, 2] },
  '14.2': { 1: [1], 2: [2, 3, 4] },
  '14.3': { 1: [1], 2: [2, 3] },
  '15.1': { 1: [1], 2: [2, 3] },
  '15.2': { 1: [1], 2: [2, 3] },
  '15.3': { 1: [1], 2: [2, 3, 4, 5, 6, 7] },
  '16.1': { 1: [], 2: [1] },
  '16.2': { 1: [], 2: [1, 2, 3, 4, 5] },
  '16.3': { 1: [], 2: [1, 2, 3, 4] },
  '16.4': { 1: [], 2: [1, 2, 3] },
  '16.5': { 1: [], 2: [1, 2, 3] },
  '17.1': { 1: [], 2: [1] },
  '17.2': { 1: [], 2: [1, 2, 3, 4] },
  '17.3': { 1: [], 2: [1, 2] },
};

describe('the ASVS table', () => {
  const page = 'docs/asvs.md';
  const text = read(page);
  const rows = rowsOf(text, /^\d+\.\d+\.\d+$/);
  const statuses = ['符合 met', '不适用 n/a', '未达 not met'];

  it('has each requirement of levels 1 and 2 once, in order: 70 and 183 of them', () => {
    const wanted = Object.entries(levels).flatMap(([section, { 1: first, 2: second }]) =>
      [...first.map((number) => [number, 'L1']), ...second.map((number) => [number, 'L2'])]
        .sort(([one], [other]) => Number(one) - Number(other))
        .map(([number, level]) => [`${section}.${number}`, level]),
    );
    expect(rows.map(([id, level]) => [id, level])).toEqual(wanted);
    expect(wanted.filter(([, level]) => level === 'L1')).toHaveLength(70);
    expect(wanted).toHaveLength(253);
  });
  it.each(rows)('%s %s is met by a test, or says why not', (...row) => {
    const [, , requirement = '', status = '', shown = ''] = row;
    expect(requirement).toMatch(/^.{4,} · .{4,}$/);
    expect(statuses).toContain(status);
    if (status === '符合 met') expect(testsIn(shown, page)).not.toEqual([]);
    else expect(shown).toMatch(/^.{4,} · .{6,}$/);
  });
  it('sums up what it says', () => {
    const sums = (of: (level: string) => boolean) => {
      const chosen = rows.filter(([, level = '']) => of(level));
      const counts = statuses.map((one) => chosen.filter(([, , , status]) => status === one).length);
      return [...counts, chosen.length].map(String);
    };
    expect(rowsOf(text, /^L[12]/)).toEqual([
      ['L1', ...sums((level) => level === 'L1')],
      ['L2', ...sums((level) => level === 'L2')],
      ['L1 + L2', ...sums(() => true)],
    ]);
  });
});

it('the README leads to them', () => {
  const paths = linked(read('README.md'), 'README.md');
  expect(paths).toEqual(expect.arrayContaining(['SECURITY.md', 'docs/threat-model.md', 'docs/asvs.md']));
});
