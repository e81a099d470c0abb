/** Owns filling a stopped server's store with many leads, as copies of its first with keys of their own; must not start servers. */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { concatBytes } from '../../worker/encoding/bytes.ts';
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from '../../worker/ledger/merkle.ts';
import { tenantDatabase } from './stored-rows.ts';

type Row = Record<string, null | number | bigint | string | NodeJS.NonSharedUint8Array>;

/** Leads are spread over this time, the newest now. */
const spanMs = 90 * 86_400_000;

/**
 * Adds leads until the store holds `total`. Submissions and phones are random, as real ones are, so that the indexes
 * are as wide; the ledger is carried on leaf by leaf, so that its tree is right; deliveries are done.
 */
export function seedLeads(dataDir: string, total: number): void {
  const database = new DatabaseSync(tenantDatabase(dataDir));
  const rows = (table: string): Row[] => database.prepare(`SELECT * FROM ${table}`).all();
  const [lead] = rows('leads');
  const [delivery] = rows('deliveries');
  const [attempt] = rows('attempts');
  const entries = rows('entries');
  if (!lead || !delivery || !attempt || entries.length !== 2)
    throw new Error('one delivered lead is expected');
  let tree = entries.reduce<Frontier>(
    (grown, entry) => append(grown, leafHash(String(entry.leaf))).tree,
    emptyFrontier,
  );
  database.exec('BEGIN');
  const insertLead = inserter(database, 'leads', lead);
  const insertEntry = inserter(database, 'entries', entries[0] ?? {});
  const insertDelivery = inserter(database, 'deliveries', delivery);
  const insertAttempt = inserter(database, 'attempts', attempt);
  const firstMs = Date.now() - spanMs;
  for (let seq = 2; seq <= total; seq++) {
    const first = tree.size;
    for (const [at, entry] of entries.entries()) {
      const leaf = String(entry.leaf).replace(
        /"record":"[^"]+"/,
        `"record":"${randomBytes(32).toString('base64url')}"`,
      );
      const step = append(tree, leafHash(leaf));
      tree = step.tree;
      const root = at === entries.length - 1 ? concatBytes(rootOf(tree)) : null;
      insertEntry({ number: tree.size - 1, leaf, hashes: concatBytes(...step.completed), root });
    }
    insertLead({
      seq,
      submission: randomBytes(16),
      fingerprint: randomBytes(16),
      phone_key: randomBytes(16),
      created_at: Math.round(firstMs + (spanMs * seq) / total),
      first_entry: first,
    });
    insertDelivery({ event: seq, lead: seq });
    insertAttempt({ event: seq });
  }
  // As in a tenant that grew over the days: retention has looked at its leads already.
  database.exec(`UPDATE housekeeping SET undelivered_through = ${total}`);
  database.exec('COMMIT');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

/** Inserts copies of a row with some columns changed. */
function inserter(database: DatabaseSync, table: string, template: Row): (change: Row) => void {
  const columns = Object.keys(template);
  const statement = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (change) => {
    statement.run(...columns.map((column) => (column in change ? change[column] : template[column]) ?? null));
  };
}
