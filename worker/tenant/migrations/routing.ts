/** Owns the tables of a tenant object for rule sets, their counters and what was decided by them; must not know what is put in them. STORAGE.md tells each column. */

export const routingSteps: readonly string[] = [
  `
  ALTER TABLE leads ADD COLUMN route TEXT;
  CREATE TABLE route_versions (
    version INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL
  );
  CREATE TABLE route_counters (
    scope TEXT PRIMARY KEY,
    counts TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE reroutes (
    lead INTEGER NOT NULL,
    number INTEGER NOT NULL,
    returned_from INTEGER,
    route TEXT NOT NULL,
    PRIMARY KEY (lead, number)
  ) WITHOUT ROWID;
  `,
];
