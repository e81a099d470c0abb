/** Owns the running of statements on the object's SQLite, with a count of those that may have changed a row; must not know tables. */

export type Row = Record<string, SqlStorageValue>;

/** What running a statement takes; a tenant object's parts use `TenantSql`. */
export interface Sql {
  exec<T extends Row>(query: string, ...binds: SqlStorageValue[]): SqlStorageCursor<T>;
}

const onlyReads = /^\s*SELECT\b/;

export class TenantSql implements Sql {
  readonly #sql: SqlStorage;
  #changes = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * How many statements were run so far that may have changed a row. While it stays the same, so does whatever was read.
   * SQLite's own total_changes() costs a statement of its own at each look.
   */
  get changes(): number {
    return this.#changes;
  }

  exec<T extends Row>(query: string, ...binds: SqlStorageValue[]): SqlStorageCursor<T> {
    if (!onlyReads.test(query)) this.#changes += 1;
    return this.#sql.exec<T>(query, ...binds);
  }
}
