/** Owns what a tenant object keeps of how applicants prove to be themselves, and of the codes that it sends; must not know what is put in them. STORAGE.md tells each column. */

export const proofSteps: readonly string[] = [
  `
  ALTER TABLE leads ADD COLUMN receipt_hash BLOB;
  ALTER TABLE leads ADD COLUMN phone_unproven INTEGER;
  ALTER TABLE codes ADD COLUMN range_key BLOB;
  CREATE INDEX codes_by_range ON codes (range_key) WHERE range_key IS NOT NULL;
  CREATE TABLE code_days (
    day TEXT PRIMARY KEY,
    sent INTEGER NOT NULL,
    told_for INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE code_warnings (
    event INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    sent INTEGER NOT NULL,
    per_day INTEGER NOT NULL
  );
  `,
];
