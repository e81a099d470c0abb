/** Owns the tables of a tenant object for outcomes and for how destinations report them; must not know what is put in them. STORAGE.md tells each column. */

export const outcomeSteps: readonly string[] = [
  `
  CREATE TABLE outcomes (
    event INTEGER PRIMARY KEY,
    lead INTEGER NOT NULL,
    source INTEGER NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    at INTEGER,
    received_at INTEGER NOT NULL,
    amount INTEGER,
    note_key BLOB,
    note BLOB,
    key TEXT,
    rerouted TEXT,
    ended TEXT,
    UNIQUE (source, id)
  );
  CREATE INDEX outcomes_by_lead ON outcomes (lead);
  CREATE TABLE inbound (
    destination INTEGER PRIMARY KEY,
    token_hash BLOB NOT NULL,
    stages TEXT NOT NULL,
    fields TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE TABLE lead_groups (
    lead INTEGER PRIMARY KEY,
    came_at INTEGER NOT NULL,
    form TEXT NOT NULL,
    channel TEXT,
    campaign TEXT,
    code TEXT
  );
  `,
];
