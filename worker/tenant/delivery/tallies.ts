/** Owns the tally of each destination's attempts as a row; must not judge it. */
import { emptyTally, type Tally, withAttempt } from '../../delivery/health.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

/** Counts an attempt. Part of the transaction that records it: one row, since each row written is billed. */
export function tallyAttempt(
  context: TenantContext,
  destination: number,
  atMs: number,
  latencyMs: number,
  verdict: Verdict,
): void {
  const tally = withAttempt(tallyOf(context, destination), atMs, latencyMs, verdict);
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
