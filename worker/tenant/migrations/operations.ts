/** Owns the tables and indexes of a tenant object for its operators: health, counts; must not know what is put in them. STORAGE.md tells each column. */

export const operationsSteps: readonly string[] = [
  `
  CREATE TABLE destination_tallies (
    destination INTEGER PRIMARY KEY,
    tally TEXT NOT NULL
  );
  CREATE INDEX deliveries_dead_by_destination ON deliveries (destination) WHERE state = 'dead';
  CREATE TABLE lead_count (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    through INTEGER NOT NULL,
    leads INTEGER NOT NULL
  );
  INSERT INTO lead_count SELECT 1, COALESCE(MAX(seq), 0), COUNT(*) FROM leads;
  `,
];
