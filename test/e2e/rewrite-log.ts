/** Owns playing the dishonest operator: one entry of a stopped server's ledger changed and every hash made right again. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { concatBytes } from '../../worker/encoding/bytes.ts';
import { append, emptyFrontier, leafHash, rootOf } from '../../worker/ledger/merkle.ts';

/** Changes one leaf and recomputes nodes and roots from the first leaf on; `isForgotten` drops what was signed, too. */
export function rewriteLog(
  dataDir: string,
  number: number,
  change: (leaf: string) => string,
  isForgotten: boolean,
): void {
  const [path, ...others] = globSync(join(dataDir, 'objects', 'tenant', '*.sqlite')).filter(
    (one) => !one.endsWith('metadata.sqlite'),
  );
  if (path === undefined || others.length > 0) throw new Error('expected one tenant object');
  const database = new DatabaseSync(path);
  let tree = emptyFrontier;
  for (const row of database.prepare('SELECT number, leaf, root FROM entries ORDER BY number').all()) {
    const leaf = row.number === number ? change(String(row.leaf)) : String(row.leaf);
    if (row.number === number && leaf === row.leaf) throw new Error('nothing was changed');
    const step = append(tree, leafHash(leaf));
    tree = step.tree;
    database
      .prepare('UPDATE entries SET leaf = ?, hashes = ?, root = ? WHERE number = ?')
      .run(
        leaf,
        concatBytes(...step.completed),
        row.root === null ? null : concatBytes(rootOf(tree)),
        Number(row.number),
      );
  }
  if (isForgotten) database.exec('DELETE FROM checkpoint');
  database.close();
}
