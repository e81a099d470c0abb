/** Owns adding a fact to the tenant's events; must not know what follows from it. */
import type { EventType } from '../../contract/event.ts';
import type { TenantContext } from './context.ts';
import { nextSeq } from './sequence.ts';

export interface NewEvent {
  type: EventType;
  /** `noLead` where it is about none. */
  lead: number;
  atMs: number;
  /** Ledger entry of the decision that it tells of. */
  entry?: number;
  /** Number of the authorisation that it tells of. */
  authorisation?: number | undefined;
}

/** Its number in the sequence; inside the caller's transaction. */
export function addEvent(context: TenantContext, event: NewEvent): number {
  const seq = nextSeq(context);
  context.sql.exec(
    'INSERT INTO events (seq, nonce, type, lead, at, entry, authorisation) VALUES (?, ?, ?, ?, ?, ?, ?)',
    seq,
    context.nonce(),
    event.type,
    event.lead,
    event.atMs,
    event.entry ?? null,
    event.authorisation ?? null,
  );
  return seq;
}
