/** Owns the tables of a tenant object for later decisions, the published log, retention, rights and authorisations; must not know what is put in them. STORAGE.md tells each column. */

export const evidenceSteps: readonly string[] = [
  `
  ALTER TABLE events ADD COLUMN entry INTEGER;
  CREATE TABLE decisions (
    entry INTEGER PRIMARY KEY,
    lead INTEGER NOT NULL,
    key_id TEXT,
    wrapped_key BLOB,
    sealed BLOB
  );
  CREATE INDEX decisions_by_lead ON decisions (lead);
  `,
  `
  CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    note TEXT NOT NULL,
    keys TEXT NOT NULL,
    signed_at INTEGER NOT NULL
  );
  CREATE TABLE log_keys (
    key TEXT PRIMARY KEY,
    master TEXT NOT NULL,
    number INTEGER NOT NULL,
    active_at INTEGER NOT NULL,
    rollover TEXT
  ) WITHOUT ROWID;
  `,
  `
  ALTER TABLE leads ADD COLUMN evidence_key BLOB;
  ALTER TABLE leads ADD COLUMN evidence BLOB;
  ALTER TABLE leads ADD COLUMN purged_at INTEGER;
  ALTER TABLE leads ADD COLUMN evidence_from INTEGER;
  CREATE INDEX leads_by_evidence ON leads (evidence_from) WHERE evidence_from IS NOT NULL;
  CREATE INDEX attempts_delivered ON attempts (at) WHERE outcome = 'delivered';
  CREATE INDEX attempts_failed ON attempts (at) WHERE outcome <> 'delivered';
  CREATE TABLE housekeeping (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    undelivered_through INTEGER NOT NULL,
    delivered_through INTEGER NOT NULL,
    evidence_through INTEGER NOT NULL,
    resealed_through INTEGER NOT NULL,
    resealed_to TEXT NOT NULL,
    stuck_ids TEXT NOT NULL,
    key_ids TEXT NOT NULL,
    noted_ids TEXT NOT NULL
  );
  INSERT INTO housekeeping
    SELECT 1, 0, 0, 0, 0, '', '[]', COALESCE(json_group_array(DISTINCT key_id) FILTER (WHERE key_id IS NOT NULL), '[]'), '[]'
    FROM leads;
  `,
  `
  ALTER TABLE leads ADD COLUMN restricted_at INTEGER;
  ALTER TABLE leads ADD COLUMN restricted_by TEXT;
  CREATE TABLE phone_tries (
    lead INTEGER PRIMARY KEY,
    tries TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE authorisations (
    number INTEGER PRIMARY KEY,
    lead INTEGER NOT NULL,
    notice TEXT NOT NULL,
    version INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    requested_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    opened_at INTEGER,
    decided_at INTEGER,
    entry INTEGER,
    method TEXT,
    flags TEXT NOT NULL,
    valid_until INTEGER,
    max_queries INTEGER,
    due_at INTEGER
  );
  CREATE INDEX authorisations_by_lead ON authorisations (lead);
  CREATE INDEX authorisations_due ON authorisations (due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE authorisation_uses (
    authorisation INTEGER NOT NULL,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    key TEXT,
    PRIMARY KEY (authorisation, id)
  ) WITHOUT ROWID;
  ALTER TABLE events ADD COLUMN authorisation INTEGER;
  `,
];
