/** Owns the step that gives the rows with public ids the random bits that these carry; must not know how. STORAGE.md tells each column. */

export const publicIdSteps: readonly string[] = [
  `
  ALTER TABLE leads ADD COLUMN nonce INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE events ADD COLUMN nonce INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE deliveries ADD COLUMN nonce INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE authorisations ADD COLUMN nonce INTEGER NOT NULL DEFAULT 0;
  `,
];
