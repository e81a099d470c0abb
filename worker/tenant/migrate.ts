/** Owns bringing an object's tables up to date; must not know what the steps do. */
import { migrations } from './migrations.ts';
import { firstRow } from './rows.ts';

/** Applies the steps that are missing, each in a transaction of its own. */
export function migrate(storage: DurableObjectStorage): void {
  const { sql } = storage;
  sql.exec('CREATE TABLE IF NOT EXISTS migrations (step INTEGER PRIMARY KEY)');
  const done =
    firstRow<{ done: number }>(sql, 'SELECT COALESCE(MAX(step), 0) AS done FROM migrations')?.done ?? 0;
  for (const [at, step] of migrations.entries()) {
    if (at < done) continue;
    storage.transactionSync(() => {
      sql.exec(step);
      sql.exec('INSERT INTO migrations (step) VALUES (?)', at + 1);
    });
  }
}
