/** Owns the tables of a tenant object, step by step; must not know what is put in them. STORAGE.md tells each column. */
import { sharingMigrations } from './migrations-sharing.ts';

/** Applied in order, each once. A released step is never edited: a change is a new step. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE tenant (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT,
    contact TEXT,
    origins TEXT NOT NULL,
    settings TEXT NOT NULL,
    secrets TEXT NOT NULL,
    id_key BLOB NOT NULL,
    created_at INTEGER NOT NULL
  );
  CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    role TEXT NOT NULL,
    label TEXT NOT NULL,
    promoter TEXT,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE recipients (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE notices (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  CREATE TABLE form_drafts (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE form_versions (
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    superseded_at INTEGER,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  CREATE TABLE destinations (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    config TEXT NOT NULL,
    secret TEXT,
    previous_secret TEXT,
    previous_until INTEGER,
    enabled INTEGER NOT NULL,
    disabled_reason TEXT
  );
  CREATE TABLE promoters (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    employer TEXT,
    employee_no TEXT,
    left_at INTEGER,
    handover_to TEXT,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE links (
    code TEXT PRIMARY KEY,
    parent TEXT,
    depth INTEGER NOT NULL,
    promoter TEXT,
    kind TEXT,
    campaign TEXT,
    form TEXT,
    channel TEXT,
    owner_lead INTEGER,
    expires_at INTEGER,
    revoked_at INTEGER,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE leads (
    seq INTEGER PRIMARY KEY,
    submission BLOB NOT NULL UNIQUE,
    fingerprint BLOB NOT NULL,
    phone_key BLOB,
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    duplicate_of INTEGER,
    flags TEXT NOT NULL,
    attribution TEXT NOT NULL,
    credited TEXT,
    share_code TEXT,
    first_entry INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    erased_at INTEGER,
    key_id TEXT,
    wrapped_key BLOB,
    sealed BLOB
  );
  CREATE INDEX leads_by_phone ON leads (phone_key) WHERE phone_key IS NOT NULL;
  CREATE INDEX leads_by_credit ON leads (credited) WHERE credited IS NOT NULL;
  CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    leaf TEXT NOT NULL,
    hashes BLOB NOT NULL,
    root BLOB
  );
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    lead INTEGER NOT NULL,
    at INTEGER NOT NULL
  );
  CREATE INDEX events_by_lead ON events (lead);
  CREATE TABLE deliveries (
    event INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    lead INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    attempts_before_replay INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    reason TEXT,
    PRIMARY KEY (event, destination)
  ) WITHOUT ROWID;
  CREATE INDEX deliveries_due ON deliveries (destination, next_at) WHERE state = 'pending';
  CREATE TABLE attempts (
    event INTEGER NOT NULL,
    destination INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    latency_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    status INTEGER,
    reason TEXT,
    PRIMARY KEY (event, destination, number)
  ) WITHOUT ROWID;
  CREATE TABLE access_log (
    number INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    key TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    lead INTEGER,
    reason TEXT NOT NULL
  );
  `,
  `
  CREATE TABLE codes (
    phone_key BLOB PRIMARY KEY,
    code BLOB,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sends TEXT NOT NULL,
    kept_until INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX codes_by_end ON codes (kept_until);
  `,
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
  ...sharingMigrations,
];
