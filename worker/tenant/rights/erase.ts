/** Owns the erasure of a lead: its keys, its index, its deliveries; the ledger stays and must not need any of them. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { AccessLog, Accessor } from '../access-log.ts';
import { addEvent } from '../add-event.ts';
import type { AuthorisationStore } from '../authorisation/authorisations.ts';
import type { TenantContext } from '../context.ts';
import { attemptEndMs, holdersOf } from '../decide.ts';
import type { DecisionStore } from '../decisions.ts';
import type { DeliveryStore } from '../delivery/deliveries.ts';
import type { LeadRow, LeadStore } from '../leads.ts';
import { forgetNotes } from '../outcomes/outcome-rows.ts';
import { shred } from '../rekeying/shred.ts';
import { forgetTraces } from '../routing/forget-traces.ts';

export interface Erasing {
  leads: LeadStore;
  decisions: DecisionStore;
  deliveries: DeliveryStore;
  accessLog: AccessLog;
  authorisations: AuthorisationStore;
  /** Tells which destinations an event is on its way to at this moment. */
  dispatcher: { underWay(event: number): number[] };
}

/**
 * Destroys the data key and the evidence key, the sealed content with its salts, and the phone index; stops what was not delivered, and
 * tells every destination that has the lead or is being sent it (`lead.erased`). Idempotent: a second call changes nothing.
 */
export function erase(
  context: TenantContext,
  stores: Erasing,
  id: string,
  actor: Accessor,
): { erased: true } | Refusal {
  return context.storage.transactionSync(() => {
    const row = stores.leads.rowOf(id);
    if (row === undefined) return refuse('not_found');
    eraseRow(context, stores, row, actor, 'erased by the tenant');
    return { erased: true };
  });
}

/** The same inside the caller's transaction. */
export function eraseRow(
  context: TenantContext,
  stores: Erasing,
  row: LeadRow,
  actor: Accessor,
  reason: string,
): void {
  if (row.erased_at !== null) return;
  const nowMs = context.now();
  shred(context.sql, row.seq, 'both');
  context.sql.exec(
    `UPDATE leads SET erased_at = ?, duplicate_of = NULL, flags = '[]', phone_key = NULL, key_id = NULL, wrapped_key = NULL, sealed = NULL,
       evidence_key = NULL, evidence = NULL, fingerprint = x'', restricted_at = NULL, restricted_by = NULL,
       receipt_hash = NULL WHERE seq = ?`,
    nowMs,
    row.seq,
  );
  context.sql.exec('DELETE FROM phone_tries WHERE lead = ?', row.seq);
  stores.decisions.forget(row.seq);
  forgetNotes(context.sql, row.seq);
  forgetTraces(context.sql, row.seq);
  const { reached, arriving } = holdersOf(context, stores, row.seq);
  stores.deliveries.block(row.seq, 'erased');
  if (reached.size > 0) {
    const event = addEvent(context, { type: 'lead.erased', lead: row.seq, atMs: nowMs });
    for (const destination of reached) {
      const dueMs = arriving.includes(destination) ? nowMs + attemptEndMs : nowMs;
      stores.deliveries.add({ event, destination }, row.seq, dueMs);
    }
  }
  stores.authorisations.leadErased(row.seq);
  stores.accessLog.add(actor, 'erase', row.seq, reason);
}
