/** Owns what a tenant object keeps of the documents that are signed through a provider; must not know what is put in them. STORAGE.md tells each column. */

export const eSignatureSteps: readonly string[] = [
  `
  CREATE TABLE e_signatures (
    authorisation INTEGER PRIMARY KEY,
    provider TEXT NOT NULL,
    flow TEXT,
    begun INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    shown TEXT NOT NULL,
    asked_at INTEGER,
    signed TEXT
  );
  `,
];
