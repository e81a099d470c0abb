/** Owns which deliveries a listing names, and by which index they are found; must not read them. */
import type { DeliveryState } from '../../../contract/states.ts';

export interface DeliveryFilter {
  state?: DeliveryState | undefined;
  lead?: string | undefined;
  destination?: string | undefined;
}

/** The few that are pending, dead or blocked have indexes of their own; the many delivered are walked by their key. */
export function indexFor({ state, lead }: DeliveryFilter): string {
  if (state === undefined || state === 'delivered' || lead !== undefined) return 'NOT INDEXED';
  const isWaiting = state === 'pending' || state === 'held';
  return `INDEXED BY ${isWaiting ? 'deliveries_due' : `deliveries_${state}`}`;
}

/** A filter's state as SQL, ?3 bound to it. */
export function stateSql(state: DeliveryState | undefined): string {
  if (state === undefined) return '?3 IS NULL';
  if (state !== 'pending' && state !== 'held')
    return `?3 = deliveries.state AND deliveries.state = '${state}'`;
  return `?3 IS NOT NULL AND deliveries.state = 'pending' AND destinations.enabled = ${state === 'held' ? 0 : 1}`;
}
