/** Owns the step by which destinations say where they are; must not know what may go there. STORAGE.md tells each column. */

export const regionSteps: readonly string[] = [
  `
  ALTER TABLE destinations ADD COLUMN region TEXT;
  `,
];
