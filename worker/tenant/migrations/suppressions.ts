/** Owns what a tenant object keeps of who wants no marketing, and by which channels leads agreed to it; must not know what is put in them. STORAGE.md tells each column. */

export const suppressionSteps: readonly string[] = [
  `
  ALTER TABLE leads ADD COLUMN channels TEXT;
  CREATE TABLE suppressions (
    phone_key BLOB NOT NULL,
    channel TEXT NOT NULL,
    key_id TEXT NOT NULL,
    since INTEGER NOT NULL,
    lifted_at INTEGER,
    lifted_entry INTEGER,
    PRIMARY KEY (phone_key, channel)
  ) WITHOUT ROWID;
  `,
];
