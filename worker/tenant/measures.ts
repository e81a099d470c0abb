/** Owns what the operator is told of a tenant's object: counts and times; must not tell of anyone. */
import type { TenantContext } from './context.ts';
import type { DestinationHealth, DestinationMeasures } from './delivery/destination-health.ts';
import type { LedgerStore } from './log/ledger-store.ts';
import { firstRow } from './rows.ts';

export interface TenantMeasures {
  leads: number;
  logEntries: number;
  /** When the object wakes by itself; null when it has nothing to do. */
  nextAlarmMs: number | null;
  destinations: DestinationMeasures[];
}

/** How many leads are counted anew at each asking before the count is put down. */
const uncountedAtMost = 1000;

export async function measuresOf(
  context: TenantContext,
  { ledger, health }: { ledger: LedgerStore; health: DestinationHealth },
): Promise<TenantMeasures> {
  return {
    leads: leadsOf(context),
    logEntries: ledger.size(),
    nextAlarmMs: await context.storage.getAlarm(),
    destinations: health.measures(),
  };
}

/** Leads are never deleted, so that those behind the mark stay counted: each is walked over a few times and no more. */
function leadsOf(context: TenantContext): number {
  const mark = firstRow<{ through: number; leads: number }>(
    context.sql,
    'SELECT through, leads FROM lead_count',
  );
  if (mark === undefined) throw new Error('the count of leads is gone');
  const since = firstRow<{ leads: number; through: number | null }>(
    context.sql,
    'SELECT COUNT(*) AS leads, MAX(seq) AS through FROM leads WHERE seq > ?',
    mark.through,
  );
  if (since === undefined || since.through === null) return mark.leads;
  const leads = mark.leads + since.leads;
  if (since.leads >= uncountedAtMost)
    context.sql.exec('UPDATE lead_count SET through = ?, leads = ?', since.through, leads);
  return leads;
}
