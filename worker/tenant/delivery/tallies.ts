/** Owns the tally of each destination's attempts as a row; must not judge it. */
import { emptyTally, type TalliedAttempt, type Tally, withAttempts } from '../../delivery/health.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

/** Counts attempts at one destination. Part of the transaction that records them: one row, since each written is billed. */
export function tallyAttempts(
  context: TenantContext,
  destination: number,
  attempts: readonly TalliedAttempt[],
): void {
  const tally = withAttempts(tallyOf(context, destination), attempts);
  context.sql.exec(
    'INSERT INTO destination_tallies (destination, tally) VALUES (?1, ?2) ON CONFLICT (destination) DO UPDATE SET tally = ?2',
    destination,
    JSON.stringify(tally),
  );
}

export function tallyOf(context: TenantContext, destination: number): Tally {
  const row = firstRow<{ tally: string }>(
    context.sql,
    'SELECT tally FROM destination_tallies WHERE destination = ?',
    destination,
  );
  return row === undefined ? emptyTally : JSON.parse(row.tally);
}
