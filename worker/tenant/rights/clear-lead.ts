/** Owns opening what is sealed with a lead inside its object, and sealing it anew; must not know who asks or why. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { type Envelope, seal, unseal } from '../../sealing/envelope.ts';
import type { TenantContext } from '../context.ts';
import { replaceBodies, type SealedBody } from '../delivery/kept-bodies.ts';
import { type LeadContent, leadContext } from '../lead-content.ts';
import { envelopeOf, type LeadRow } from '../leads.ts';
import { shred } from '../rekeying/shred.ts';
import { blobOf, bytesOf } from '../rows.ts';

/** The content in clear, or why there is none: `lead_erased`, `lead_purged`, `key_missing`. */
export async function openLead(context: TenantContext, row: LeadRow): Promise<LeadContent | Refusal> {
  const envelope = envelopeOf(row);
  if (envelope === null) return refuse(row.erased_at === null ? 'lead_purged' : 'lead_erased');
  return unseal<LeadContent>(await context.keys(), contextOf(context, row), envelope);
}

/** The content sealed under a fresh data key; nothing is stored yet. */
export async function sealAnew(
  context: TenantContext,
  row: LeadRow,
  content: LeadContent,
): Promise<Envelope> {
  return seal(await context.keys(), contextOf(context, row), content);
}

/** True while the stored content is the one that `row` was read with. */
export function isUnchanged(row: LeadRow, now: LeadRow): boolean {
  const [before, after] = [row.wrapped_key, now.wrapped_key];
  if (before === null || after === null) return before === after;
  const [a, b] = [bytesOf(before), bytesOf(after)];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/**
 * Puts newly sealed content in the place of the old, whose data key goes with it; inside the caller's transaction. The
 * row's other cells must be under the active master key already (`bringUp`): one id stands for all of them.
 * @param bodies what of the lead's kept bodies may live on, under the new data key
 */
export function replaceContent(
  context: TenantContext,
  seq: number,
  envelope: Envelope,
  bodies: readonly SealedBody[] = [],
): void {
  replaceBodies(context, seq, bodies);
  shred(context.sql, seq, 'data');
  context.sql.exec(
    'UPDATE leads SET key_id = ?, wrapped_key = ?, sealed = ? WHERE seq = ?',
    envelope.keyId,
    blobOf(envelope.wrappedKey),
    blobOf(envelope.sealed),
    seq,
  );
}

function contextOf(context: TenantContext, row: LeadRow): string {
  return leadContext(context.profile().id, bytesOf(row.submission));
}
