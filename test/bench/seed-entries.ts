/** Owns filling a stopped server's ledger with many entries, as copies of its first with records of their own; must not start servers. */
import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { concatBytes } from '../../worker/encoding/bytes.ts';
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from '../../worker/ledger/merkle.ts';
import { tenantDatabase } from './stored-rows.ts';

/** Adds entries until the ledger holds `total`; the tree is carried on leaf by leaf, so that it is right. */
export function seedEntries(dataDir: string, total: number): void {
  const database = new DatabaseSync(tenantDatabase(dataDir));
  const leaves = database
    .prepare('SELECT leaf FROM entries ORDER BY number')
    .all()
    .map((row) => String(row.leaf));
  const [template] = leaves;
  if (template === undefined) throw new Error('one entry is expected');
  let tree = leaves.reduce<Frontier>((grown, leaf) => append(grown, leafHash(leaf)).tree, emptyFrontier);
  const insert = database.prepare('INSERT INTO entries (number, leaf, hashes, root) VALUES (?, ?, ?, ?)');
  database.exec('BEGIN');
  while (tree.size < total) {
    const record = `"record":"${randomBytes(32).toString('base64url')}"`;
    const leaf = template.replace(/"record":"[^"]+"/, record);
    const step = append(tree, leafHash(leaf));
    tree = step.tree;
    // As after leads of two entries each: every second row keeps the root.
    const root = tree.size % 2 === 0 ? concatBytes(rootOf(tree)) : null;
    insert.run(tree.size - 1, leaf, concatBytes(...step.completed), root);
  }
  database.exec('COMMIT');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}
