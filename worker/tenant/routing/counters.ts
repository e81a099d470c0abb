/** Owns the rows in which rules and destinations are counted; must not know what a count decides. */
import type { Counter } from '../../routing/counter.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';

export class CounterStore {
  readonly #context: TenantContext;

  constructor(context: TenantContext) {
    this.#context = context;
  }

  read(scope: string): Counter | undefined {
    const row = firstRow<{ counts: string }>(
      this.#context.sql,
      'SELECT counts FROM route_counters WHERE scope = ?',
      scope,
    );
    return row === undefined ? undefined : JSON.parse(row.counts);
  }

  /** One row for each scope that changed, in the transaction of the decision that changed it. */
  write(changed: ReadonlyMap<string, Counter>): void {
    for (const [scope, counter] of changed) {
      this.#context.sql.exec(
        'INSERT INTO route_counters (scope, counts) VALUES (?1, ?2) ON CONFLICT (scope) DO UPDATE SET counts = ?2',
        scope,
        JSON.stringify(counter),
      );
    }
  }

  /** Forgets what no rule set counts any more. */
  keepOnly(scopes: ReadonlySet<string>): void {
    const { sql } = this.#context;
    for (const { scope } of allRows<{ scope: string }>(sql, 'SELECT scope FROM route_counters')) {
      if (!scopes.has(scope)) sql.exec('DELETE FROM route_counters WHERE scope = ?', scope);
    }
  }
}
