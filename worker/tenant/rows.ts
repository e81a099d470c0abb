/** Owns reading rows from the object's SQLite; must not know tables. */
import type { Row, Sql } from './sql.ts';

/** Every row of a query. The row type is the query's own business: tables are written by this folder alone. */
export function allRows<T extends Row>(sql: Sql, query: string, ...binds: SqlStorageValue[]): T[] {
  return sql.exec<T>(query, ...binds).toArray();
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
