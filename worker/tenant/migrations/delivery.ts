/** Owns the tables of a tenant object for the sending of deliveries; must not know what is put in them. STORAGE.md tells each column. */

export const deliverySteps: readonly string[] = [
  `
  ALTER TABLE attempts ADD COLUMN answer TEXT;
  CREATE INDEX deliveries_dead ON deliveries (event) WHERE state = 'dead';
  CREATE INDEX deliveries_blocked ON deliveries (event) WHERE state = 'blocked';
  CREATE TABLE failing_streaks (
    destination INTEGER PRIMARY KEY,
    failing_since INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    open_until INTEGER NOT NULL
  );
  CREATE TABLE destination_access (
    destination INTEGER PRIMARY KEY,
    sealed TEXT NOT NULL,
    refresh_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  );
  CREATE TABLE destination_ends (
    event INTEGER PRIMARY KEY,
    destination INTEGER NOT NULL,
    reason TEXT NOT NULL,
    failing_since INTEGER
  );
  CREATE TABLE kept_bodies (
    event INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (event, destination)
  ) WITHOUT ROWID;
  `,
];
