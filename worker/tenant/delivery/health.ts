/** Owns how each destination has fared since its last success, as rows; must not decide what follows. */
import { patienceMs } from '../../delivery/breaker.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import { allRows, firstRow } from '../rows.ts';

/** Of a destination that has failed since its last success; the others have no row. */
export type Health = {
  destination: number;
  failing_since: number;
  attempts: number;
  failures: number;
  open_until: number;
};

/** Those that have failed since their last success, by number. */
export function unwell(context: TenantContext): Map<number, Health> {
  const rows = allRows<Health>(context.sql, 'SELECT * FROM destination_health');
  return new Map(rows.map((row) => [row.destination, row]));
}

/** Notes a success: whatever was, is over. Costs no row where nothing was. */
export function noteSuccess(context: TenantContext, destination: number): void {
  context.sql.exec('DELETE FROM destination_health WHERE destination = ?', destination);
}

/**
 * Notes an attempt that did not arrive, and answers how the destination stands now. A request that the target would
 * not take (`rejected`) is no success, but shows that it is there: it is not left alone for that.
 */
export function noteFailure(context: TenantContext, destination: number, verdict: Verdict): Health {
  const nowMs = context.now();
  const before = firstRow<Health>(
    context.sql,
    'SELECT * FROM destination_health WHERE destination = ?',
    destination,
  );
  const failures = verdict.outcome === 'rejected' ? 0 : (before?.failures ?? 0) + 1;
  const throttledMs = verdict.reason === 'throttled' ? (verdict.retryAfterMs ?? 0) : 0;
  const restMs = failures === 0 ? 0 : patienceMs(failures, throttledMs);
  const now: Health = {
    destination,
    failing_since: before?.failing_since ?? nowMs,
    attempts: (before?.attempts ?? 0) + 1,
    failures,
    open_until: restMs === 0 ? 0 : nowMs + restMs,
  };
  context.sql.exec(
    `INSERT OR REPLACE INTO destination_health (destination, failing_since, attempts, failures, open_until)
     VALUES (?, ?, ?, ?, ?)`,
    now.destination,
    now.failing_since,
    now.attempts,
    now.failures,
    now.open_until,
  );
  return now;
}

/** Lets a destination that was changed be tried at once. Since when it fails stays: saving it mends nothing by itself. */
export function endRest(context: TenantContext, destination: number): void {
  context.sql.exec(
    'UPDATE destination_health SET failures = 0, open_until = 0 WHERE destination = ?',
    destination,
  );
}
