/** Owns the counters' tables; must not know what is counted. STORAGE.md tells each column. */
export const trafficTables = `
  CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL,
    form TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (code, day, form, kind)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS batches (
    number INTEGER PRIMARY KEY,
    counts TEXT NOT NULL
  )`;
