/** Owns the directory's tables; must not know what is put in them. STORAGE.md tells each column. */
export const directoryTables = `
  CREATE TABLE IF NOT EXISTS tenants (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tenant_keys (
    tenant TEXT NOT NULL,
    key_id TEXT NOT NULL,
    PRIMARY KEY (tenant, key_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS master_keys (
    id TEXT PRIMARY KEY,
    mark TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS admin_tokens (
    hash BLOB PRIMARY KEY,
    made_at INTEGER NOT NULL,
    ends_at INTEGER
  ) WITHOUT ROWID`;
