/** Owns the later tables of a tenant object, those of sharing; must not know what is put in them. STORAGE.md tells each column. */

/** They follow the steps of `migrations.ts`, and are never edited either. */
export const sharingMigrations: readonly string[] = [
  `
  CREATE TABLE campaign_versions (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  ALTER TABLE promoters ADD COLUMN certificate TEXT;
  ALTER TABLE promoters ADD COLUMN authority TEXT;
  ALTER TABLE promoters ADD COLUMN consent TEXT;
  `,
  `
  CREATE TABLE business_cards (
    promoter TEXT PRIMARY KEY,
    title TEXT,
    phone TEXT,
    photo TEXT
  ) WITHOUT ROWID;
  CREATE TABLE contents (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE posters (
    id TEXT PRIMARY KEY,
    promoter TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX posters_by_promoter ON posters (promoter, expires_at);
  CREATE INDEX posters_by_expiry ON posters (expires_at);
  CREATE TABLE poster_parts (
    poster TEXT NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (poster, part)
  );
  `,
  `
  CREATE TABLE tree_limits (
    root TEXT NOT NULL,
    kind TEXT NOT NULL,
    event INTEGER NOT NULL,
    levels INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (root, kind)
  ) WITHOUT ROWID;
  CREATE INDEX links_by_parent ON links (parent) WHERE parent IS NOT NULL;
  `,
];
