/** Owns the bodies of deliveries that failed, kept so that later attempts send the same bytes; must not judge what they hold. */
import type { EventBody } from '../../../contract/event.ts';
import { isRefusal } from '../../../contract/problem.ts';
import { type Envelope, sealBeside, unsealBeside } from '../../sealing/envelope.ts';
import type { TenantContext } from '../context.ts';
import { leadContext } from '../lead-content.ts';
import { envelopeOf, type LeadRow } from '../leads.ts';
import { allRows, blobOf, bytesOf, firstRow } from '../rows.ts';
import { type DeliveryKey, keyText } from './delivery-view.ts';

/** What is asked of a lead: its data key, and what that was wrapped for. */
type KeyedLead = Pick<LeadRow, 'seq' | 'submission' | 'key_id' | 'wrapped_key' | 'sealed'>;

/** A body sealed and not stored yet. */
export interface SealedBody {
  key: DeliveryKey;
  sealed: Uint8Array;
}

/** The deliveries of lead ?1, whatever they tell of. */
const ofLead = 'event IN (SELECT ?1 UNION ALL SELECT seq FROM events WHERE lead = ?1)';

/**
 * Seals a body under its lead's own data key, so that it dies with the lead's values. Null where these are dead, or
 * can't be opened: later attempts then build the body anew.
 * @param recipient whom it was cut to: it does not open for another
 */
export async function sealBody(
  context: TenantContext,
  lead: KeyedLead,
  envelope: Envelope | null,
  key: DeliveryKey,
  recipient: string,
  text: string,
): Promise<SealedBody | null> {
  if (envelope === null) return null;
  const sealed = await sealBeside(
    await context.keys(),
    contextOf(context, lead),
    envelope,
    ownContext(context, key, recipient),
    text,
  );
  return isRefusal(sealed) ? null : { key, sealed };
}

/** The body of an earlier attempt; null when there is none, or none that opens under the lead's key and for this recipient. */
export async function keptBody(
  context: TenantContext,
  lead: KeyedLead,
  key: DeliveryKey,
  recipient: string,
): Promise<{ text: string; event: EventBody } | null> {
  const row = firstRow<{ sealed: ArrayBuffer }>(
    context.sql,
    'SELECT sealed FROM kept_bodies WHERE event = ? AND destination = ?',
    key.event,
    key.destination,
  );
  const envelope = envelopeOf(lead);
  if (row === undefined || envelope === null) return null;
  const text = await unsealBeside(
    await context.keys(),
    contextOf(context, lead),
    envelope,
    ownContext(context, key, recipient),
    bytesOf(row.sealed),
  ).catch(() => null);
  if (text === null || isRefusal(text)) return null;
  // Authenticated: only `sealBody` can have written it.
  const event: EventBody = JSON.parse(text);
  return { text, event };
}

export function keepBody(context: TenantContext, { key, sealed }: SealedBody): void {
  context.sql.exec(
    'INSERT OR REPLACE INTO kept_bodies (event, destination, sealed) VALUES (?, ?, ?)',
    key.event,
    key.destination,
    blobOf(sealed),
  );
}

export function dropBody(context: TenantContext, { event, destination }: DeliveryKey): void {
  context.sql.exec('DELETE FROM kept_bodies WHERE event = ? AND destination = ?', event, destination);
}

/** Drops what is kept of a lead, for one destination or for all. */
export function dropBodies(context: TenantContext, lead: number, destination: number | null = null): void {
  context.sql.exec(
    `DELETE FROM kept_bodies WHERE ${ofLead} AND (?2 IS NULL OR destination = ?2)`,
    lead,
    destination,
  );
}

/**
 * What is kept of a lead, sealed under the data key that its content is about to get. Nothing is stored yet.
 * @param mayStay which bodies live on; later attempts build the others anew
 */
export async function resealBodies(
  context: TenantContext,
  lead: KeyedLead,
  next: Envelope,
  mayStay: (body: EventBody) => boolean = () => true,
): Promise<SealedBody[]> {
  const rows = allRows<DeliveryKey & { recipient: string }>(
    context.sql,
    `SELECT event, destination, recipient FROM kept_bodies
     JOIN destinations ON destinations.number = kept_bodies.destination WHERE ${ofLead}`,
    lead.seq,
  );
  const resealed = await Promise.all(
    rows.map(async ({ event, destination, recipient }) => {
      const key = { event, destination };
      const kept = await keptBody(context, lead, key, recipient);
      if (kept === null || !mayStay(kept.event)) return null;
      return sealBody(context, lead, next, key, recipient, kept.text);
    }),
  );
  return resealed.filter((one) => one !== null);
}

/** Puts what was sealed anew in the place of what is kept; what was dropped meanwhile stays dropped, the rest goes. */
export function replaceBodies(context: TenantContext, lead: number, bodies: readonly SealedBody[]): void {
  const still = new Set(
    allRows<DeliveryKey>(context.sql, `SELECT event, destination FROM kept_bodies WHERE ${ofLead}`, lead).map(
      keyText,
    ),
  );
  dropBodies(context, lead);
  for (const body of bodies) if (still.has(keyText(body.key))) keepBody(context, body);
}

function contextOf(context: TenantContext, lead: KeyedLead): string {
  return leadContext(context.profile().id, bytesOf(lead.submission));
}

function ownContext(context: TenantContext, { event, destination }: DeliveryKey, recipient: string): string {
  return `body/${context.profile().id}/${event}/${destination}/${recipient}`;
}
