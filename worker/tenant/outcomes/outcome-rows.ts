/** Owns how outcomes are read from their rows, notes still sealed, and how a note dies; must not record any. */

import type { OutcomeType } from '../../../contract/outcome.ts';
import type { Envelope } from '../../sealing/envelope.ts';
import type { TenantContext } from '../context.ts';
import { leadId, type Sequenced } from '../public-ids.ts';
import { allRows, blobOf, bytesOf, firstRow, timeText } from '../rows.ts';
import type { Sql } from '../sql.ts';

/** In place of a destination's number where a key of the tenant's reports. */
export const ownKey = 0;

export type OutcomeRow = {
  event: number;
  lead: number;
  source: number;
  id: string;
  type: OutcomeType;
  at: number | null;
  received_at: number;
  amount: number | null;
  note_key: ArrayBuffer | null;
  note: ArrayBuffer | null;
  rerouted: string | null;
  ended: string | null;
  lead_nonce: number;
  /** The master key that its lead, and so its note, is sealed under. */
  key_id: string | null;
  destination_id: string | null;
};

/** An outcome as the object hands it out: its reason is still sealed. */
export interface OutcomeFact {
  /** Its place in the event feed. */
  event: number;
  id: string;
  type: OutcomeType;
  at: string;
  receivedAt: string;
  amount?: number;
  destination?: string;
  rerouted?: string[];
  ended?: string;
  /** Null when none was given, and once the lead's values died. */
  note: { envelope: Envelope; context: string } | null;
}

const selectOutcome = `
  SELECT outcomes.*, leads.nonce AS lead_nonce, leads.key_id AS key_id, destinations.id AS destination_id
  FROM outcomes JOIN leads ON leads.seq = outcomes.lead
  LEFT JOIN destinations ON destinations.number = outcomes.source`;

/** The outcome that a reporter gave this id. */
export function outcomeRow(context: TenantContext, source: number, id: string): OutcomeRow | undefined {
  return firstRow<OutcomeRow>(
    context.sql,
    `${selectOutcome} WHERE outcomes.source = ? AND outcomes.id = ?`,
    source,
    id,
  );
}

export function hasReturned(context: TenantContext, lead: number, source: number): boolean {
  return (
    firstRow(
      context.sql,
      "SELECT 1 FROM outcomes WHERE lead = ? AND source = ? AND type = 'returned'",
      lead,
      source,
    ) !== undefined
  );
}

/** Everything reported of a lead, in the order of `at`. */
export function outcomesOf(context: TenantContext, lead: number): OutcomeFact[] {
  return allRows<OutcomeRow>(
    context.sql,
    `${selectOutcome} WHERE outcomes.lead = ? ORDER BY COALESCE(outcomes.at, received_at), event`,
    lead,
  ).map((row) => outcomeFact(context, row));
}

export function outcomeFact(context: TenantContext, row: OutcomeRow): OutcomeFact {
  const envelope = noteOf(row);
  return {
    event: row.event,
    id: row.id,
    type: row.type,
    at: timeText(row.at ?? row.received_at),
    receivedAt: timeText(row.received_at),
    ...(row.amount === null ? {} : { amount: row.amount }),
    ...(row.destination_id === null ? {} : { destination: row.destination_id }),
    ...(row.rerouted === null ? {} : { rerouted: JSON.parse(row.rerouted) }),
    ...(row.ended === null ? {} : { ended: row.ended }),
    note: envelope === null ? null : { envelope, context: noteContextOf(context, row) },
  };
}

/** A note is sealed under its lead, so that it opens beside no other. */
export function noteContext(context: TenantContext, lead: Sequenced): string {
  return `outcome/${context.profile().id}/${leadId(context, lead)}`;
}

/** The context of a note that is stored. */
export function noteContextOf(
  context: TenantContext,
  { lead, lead_nonce: nonce }: Pick<OutcomeRow, 'lead' | 'lead_nonce'>,
): string {
  return noteContext(context, { seq: lead, nonce });
}

export function noteOf(row: OutcomeRow): Envelope | null {
  if (row.key_id === null || row.note_key === null || row.note === null) return null;
  if (row.note.byteLength === 0) return null;
  return { keyId: row.key_id, wrappedKey: bytesOf(row.note_key), sealed: bytesOf(row.note) };
}

/** The sealed notes of a lead. */
export function notesOf(context: TenantContext, lead: number): { event: number; envelope: Envelope }[] {
  return allRows<OutcomeRow>(context.sql, `${selectOutcome} WHERE outcomes.lead = ?`, lead).flatMap((row) => {
    const envelope = noteOf(row);
    return envelope === null ? [] : [{ event: row.event, envelope }];
  });
}

/** Puts a note's key, wrapped anew, in the place of the old; in the transaction that moves its lead to that master key. */
export function rewrapNote(sql: Sql, event: number, wrappedKey: Uint8Array): void {
  sql.exec('UPDATE outcomes SET note_key = zeroblob(length(note_key)) WHERE event = ?', event);
  sql.exec('UPDATE outcomes SET note_key = ? WHERE event = ?', blobOf(wrappedKey), event);
}

/**
 * Destroys the notes of a lead with their keys, in the caller's transaction: they may name a person, and die with the
 * values. Zeros first, for the reason that `shred` gives. That there was one stays known.
 */
export function forgetNotes(sql: Sql, lead: number): void {
  sql.exec(
    `UPDATE outcomes SET note_key = zeroblob(length(note_key)), note = zeroblob(length(note))
     WHERE lead = ? AND note IS NOT NULL`,
    lead,
  );
  sql.exec("UPDATE outcomes SET note_key = NULL, note = x'' WHERE lead = ? AND note IS NOT NULL", lead);
}
