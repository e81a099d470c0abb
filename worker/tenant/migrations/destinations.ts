/** Owns the steps that let destinations be of many kinds; must not know what is put in them. STORAGE.md tells each column. */

export const destinationSteps: readonly string[] = [
  `
  ALTER TABLE destinations ADD COLUMN config_secrets TEXT NOT NULL DEFAULT '{}';
  `,
];
