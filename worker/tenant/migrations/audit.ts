/** Owns the steps by which a tenant object keeps who did what: the audit log, keys that were revoked; must not know what is put in them. STORAGE.md tells each column. */

export const auditSteps: readonly string[] = [
  `
  ALTER TABLE keys ADD COLUMN revoked_at INTEGER;
  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    who_kind TEXT NOT NULL,
    who TEXT NOT NULL,
    concerns TEXT,
    network TEXT,
    result TEXT NOT NULL,
    before TEXT,
    after TEXT
  );
  CREATE INDEX audit_trials ON audit (at) WHERE type = 'leads.simulated';
  `,
];
