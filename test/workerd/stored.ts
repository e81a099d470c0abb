/** Owns reading what an object has stored, row by row, past the API; must not know what a test looks for. */
import { runInDurableObject } from 'cloudflare:test';
import { tenantStub } from './scenario.ts';

type Cell = string | number | null;
export type Tables = Record<string, Record<string, Cell>[]>;

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Every row of every table of a tenant's object; blobs as hex. */
export function storedIn(tenant: string): Promise<Tables> {
  return runInDurableObject(tenantStub(tenant), (_, state) => {
    const { sql } = state.storage;
    const names = sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .toArray()
      .map((row) => row.name)
      .filter((name) => !/^(_cf_|sqlite_)/.test(name));
    return Object.fromEntries(
      names.map((name) => [
        name,
        sql
          .exec(`SELECT * FROM "${name}"`)
          .toArray()
          .map((row) =>
            Object.fromEntries(
              Object.entries(row).map(([column, cell]): [string, Cell] => [
                column,
                cell instanceof ArrayBuffer ? hex(new Uint8Array(cell)) : cell,
              ]),
            ),
          ),
      ]),
    );
  });
}

/** Row counts of every table. */
export async function rowCounts(tenant: string): Promise<Record<string, number>> {
  const tables = await storedIn(tenant);
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));
}

/** The rows of one table. */
export async function rowsOf(tenant: string, table: string): Promise<Record<string, Cell>[]> {
  const rows = (await storedIn(tenant))[table];
  if (rows === undefined) throw new Error(`no table ${table}`);
  return rows;
}

/** Runs SQL inside a tenant's object. */
export function runSql(tenant: string, query: string, ...binds: (string | number | null)[]): Promise<void> {
  return runInDurableObject(tenantStub(tenant), (_, state) => {
    state.storage.sql.exec(query, ...binds);
  });
}

/** The parts of `texts` that are stored anywhere in clear: as text, or as the hex of their UTF-8 or UTF-16 bytes. */
export function foundIn(tables: Tables, texts: readonly string[]): string[] {
  const all = JSON.stringify(tables);
  return texts.filter((text) => {
    const utf16 = new Uint8Array(new Uint16Array([...text].map((sign) => sign.charCodeAt(0))).buffer);
    return [text, hex(new TextEncoder().encode(text)), hex(utf16)].some((form) => all.includes(form));
  });
}
