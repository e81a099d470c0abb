/** Owns the gate that no row with a public id is made without random bits of its own; must not know what the rows are for. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repository } from './source-file.ts';

/** Tables whose rows have public ids (worker/tenant/public-ids.ts). */
const insert = /INSERT (?:OR \w+ )?INTO (?:leads|events|deliveries|authorisations) \(([^)]*)\)/g;

/** The columns of each such statement in these texts. */
const columnsIn = (texts: readonly string[]) =>
  texts.flatMap((text) => [...text.matchAll(insert)].map(([, columns = '']) => columns.split(/,\s*/)));

test('every statement that makes a row with a public id gives it a nonce', () => {
  const files = globSync('worker/**/*.ts', { cwd: repository });
  const made = columnsIn(files.map((file) => readFileSync(`${repository}/${file}`, 'utf8')));
  expect(made.length).toBeGreaterThan(4);
  for (const columns of made) expect(columns).toContain('nonce');
});

test('one that gives none is seen', () => {
  const [columns] = columnsIn([
    "sql.exec('INSERT INTO events (seq, type, lead, at) VALUES (?, ?, ?, ?)', 1)",
  ]);
  expect(columns).toEqual(['seq', 'type', 'lead', 'at']);
});
