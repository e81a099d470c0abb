/** Owns opening what is sealed with a lead inside its object, and sealing it anew; must not know who asks or why. */

import type { Envelope } from '../sealing/envelope.ts';
import { seal, unseal } from '../sealing/envelope.ts';
import type { TenantContext } from './context.ts';
import type { LeadContent } from './lead-content.ts';
import { envelopeOf, type LeadRow, leadContext } from './leads.ts';
import { blobOf, bytesOf } from './rows.ts';

/** The content in clear, or null once the lead is erased. */
export async function openLead(context: TenantContext, row: LeadRow): Promise<LeadContent | null> {
  const envelope = envelopeOf(row);
  if (envelope === null) return null;
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
 * Writes zeros over a lead's key and content, inside the caller's transaction, before they go. A row of the same size is
 * written over in place; without this SQLite would leave the old bytes in the file's free space (objects can't set
 * `secure_delete`; seen 2026-11).
 */
export function overwriteContent(context: TenantContext, seq: number): void {
  context.sql.exec(
    `UPDATE leads SET wrapped_key = zeroblob(length(wrapped_key)), sealed = zeroblob(length(sealed)),
       fingerprint = zeroblob(length(fingerprint)) WHERE seq = ? AND wrapped_key IS NOT NULL`,
    seq,
  );
}

/** Puts newly sealed content in the place of the old, whose data key goes with it; inside the caller's transaction. */
export function replaceContent(context: TenantContext, seq: number, envelope: Envelope): void {
  context.sql.exec(
    'UPDATE leads SET wrapped_key = zeroblob(length(wrapped_key)), sealed = zeroblob(length(sealed)) WHERE seq = ?',
    seq,
  );
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
