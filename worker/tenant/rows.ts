/** Owns reading rows from the object's SQLite; must not know tables. */
import type { Row, Sql } from './sql.ts';

/** Every row of a query. The row type is the query's own business: tables are written by this folder alone. */
export function allRows<T extends Row>(sql: Sql, query: string, ...binds: SqlStorageValue[]): T[] {
  const cursor = sql.exec<T>(query, ...binds);
  const names = cursor.columnNames;
  // Objects of one shape: those of toArray() take 1.6 times as long to make (15 columns; workerd, 2026-11).
  return Array.from(cursor.raw(), (cells) => {
    const row: Row = {};
    for (let at = 0; at < names.length; at++) row[names[at] ?? ''] = cells[at] ?? null;
    return row as T;
  });
}

/** The first row, if any. */
export function firstRow<T extends Row>(sql: Sql, query: string, ...binds: SqlStorageValue[]): T | undefined {
  return allRows<T>(sql, query, ...binds)[0];
}

/** A blob column as bytes. */
export function bytesOf(blob: ArrayBuffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(blob);
}

/** Bytes as a blob column takes them: exactly these, not the buffer that they are a view of. */
export function blobOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Times as they leave the object: RFC 3339 UTC with milliseconds. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
