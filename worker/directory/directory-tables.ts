/** Owns the directory's table; must not know what is put in it. STORAGE.md tells each column. */
export const directoryTables = `
  CREATE TABLE IF NOT EXISTS tenants (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID`;
