/** Owns reading the store of a stopped server: which file holds a tenant's leads, how large its rows are; must not change it. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The tenant objects' database under a data folder. */
export function tenantDatabase(dataDir: string): string {
  const [path, ...others] = globSync(join(dataDir, 'objects', 'tenant', '*.sqlite')).filter(
    (one) => !one.endsWith('metadata.sqlite'),
  );
  if (path === undefined || others.length > 0) throw new Error('expected one tenant object');
  return path;
}

export interface StoredRows {
  leads: number;
  /** Mean bytes of what a lead puts into `leads`, `entries` and `deliveries`. */
  bytesPerLead: number;
}

export function storedRows(dataDir: string): StoredRows {
  const database = new DatabaseSync(tenantDatabase(dataDir), { readOnly: true });
  const sizes = [
    'SELECT COUNT(*) AS rows, SUM(LENGTH(submission) + LENGTH(phone_key) + LENGTH(attribution) + LENGTH(flags) + LENGTH(wrapped_key) + LENGTH(sealed) + COALESCE(LENGTH(evidence_key) + LENGTH(evidence), 0)) AS bytes FROM leads',
    'SELECT COUNT(*) AS rows, SUM(LENGTH(leaf) + LENGTH(hashes) + COALESCE(LENGTH(root), 0)) AS bytes FROM entries',
  ].map((query) => {
    const row = database.prepare(query).get();
    return { rows: Number(row?.rows), bytes: Number(row?.bytes) };
  });
  const deliveries = Number(database.prepare('SELECT COUNT(*) AS rows FROM deliveries').get()?.rows);
  database.close();
  const [leads, entries] = sizes;
  if (leads === undefined || entries?.rows !== leads.rows * 2 || deliveries !== leads.rows) {
    throw new Error('a lead is one row, two entries and one delivery');
  }
  return { leads: leads.rows, bytesPerLead: (leads.bytes + entries.bytes) / leads.rows };
}
