/** Owns the tables of a tenant object for leads, ledger, deliveries, links and codes; must not know what is put in them. STORAGE.md tells each column. */

export const foundationSteps: readonly string[] = [
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
];
