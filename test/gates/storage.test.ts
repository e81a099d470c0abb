/** Owns the gate that worker/STORAGE.md tells every table and column, no more and no less; must not know their use. */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { directoryTables } from '../../worker/directory/directory-tables.ts';
import { migrations } from '../../worker/tenant/migrations.ts';
import { trafficTables } from '../../worker/traffic/traffic-tables.ts';

type Columns = Record<string, string[]>;

/** Tables and columns as SQLite itself reports them after every step. */
function made(steps: readonly string[]): Columns {
  const database = new DatabaseSync(':memory:');
  for (const step of steps) database.exec(step);
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map((row) => String(row.name));
  return Object.fromEntries(
    tables.map((table) => [
      table,
      database
        .prepare(`SELECT name FROM pragma_table_info('${table}')`)
        .all()
        .map((row) => String(row.name)),
    ]),
  );
}

/** Tables (`### name`) and columns (first cell of each row) as the page tells them. */
function told(page: string): Columns {
  const columns: Columns = {};
  for (const section of page.split(/^### /m).slice(1)) {
    const table = section.slice(0, section.indexOf('\n')).trim();
    const rows = [...section.matchAll(/^\| ([a-z_]+) +\|/gm)].map((match) => match[1] ?? '');
    columns[table] = rows.filter((name) => name !== 'column');
  }
  return columns;
}

test('STORAGE.md tells each table and column', () => {
  const page = readFileSync(new URL('../../worker/STORAGE.md', import.meta.url), 'utf8');
  expect(told(page)).toEqual({ ...made(migrations), ...made([directoryTables]), ...made([trafficTables]) });
});

test('a column that is not told is seen', () => {
  expect(told('### a\n| column | meaning |\n|---|---|\n| x | y |\n')).not.toEqual(
    made(['CREATE TABLE a (x, z)']),
  );
});
