/** Owns the tally of each destination's attempts as a row; must not judge it. */
import { emptyTally, type Tally, withAttempt } from '../../delivery/health.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

export interface TalliedAttempt {
  atMs: number;
  latencyMs: number;
  verdict: Verdict;
}

/** Counts attempts at one destination. Part of the transaction that records them: one row, since each written is billed. */
export function tallyAttempts(
  context: TenantContext,
  destination: number,
  attempts: readonly TalliedAttempt[],
): void {
  const tally = attempts.reduce(
    (sum, { atMs, latencyMs, verdict }) => withAttempt(sum, atMs, latencyMs, verdict),
    tallyOf(context, destination),
  );
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
