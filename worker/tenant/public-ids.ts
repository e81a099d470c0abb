/** Owns the public ids of a tenant's rows, and which row an id names; must not know what is in a row. */
import { mintId, type NumberedRow, type OpaqueKind, readId } from '../sealing/opaque-id.ts';
import type { TenantContext } from './context.ts';
import { firstRow } from './rows.ts';

/** What of a row of the shared sequence its ids are minted of. */
export type Sequenced = {
  seq: number;
  nonce: number;
};

const numbered = ({ seq, nonce }: Sequenced): NumberedRow => ({ number: seq, nonce });

/** The row that an id names, if it is the one that it was minted of; a lost row's number may be another's by now. */
export function rowNamed<Row extends { nonce: number }>(
  named: NumberedRow | null,
  read: (number: number) => Row | undefined,
): Row | undefined {
  const row = named === null ? undefined : read(named.number);
  return row?.nonce === named?.nonce ? row : undefined;
}

export function leadId(context: TenantContext, lead: Sequenced): string {
  return minted(context, 'lead', numbered(lead));
}

/** The id of a lead of which nothing but the number is at hand. */
export function leadIdAt(context: TenantContext, seq: number): string {
  const nonce = nonceOfLead(context, seq);
  if (nonce === undefined) throw new Error('a row names a lead that is not there');
  return leadId(context, { seq, nonce });
}

export function readLeadId(context: TenantContext, id: string): NumberedRow | null {
  return readId(context.profile().idKey, 'lead', id);
}

/** The number of the lead that an id names; null where it names none. */
export function seqOfLead(context: TenantContext, id: string): number | null {
  const named = readLeadId(context, id);
  return named !== null && nonceOfLead(context, named.number) === named.nonce ? named.number : null;
}

function nonceOfLead(context: TenantContext, seq: number): number | undefined {
  return firstRow<{ nonce: number }>(context.sql, 'SELECT nonce FROM leads WHERE seq = ?', seq)?.nonce;
}

/** A lead is its own first event. */
export function eventId(context: TenantContext, event: Sequenced): string {
  return minted(context, 'event', numbered(event));
}

export function deliveryIdOf(context: TenantContext, delivery: NumberedRow): string {
  return minted(context, 'delivery', delivery);
}

export function readDeliveryId(context: TenantContext, id: string): NumberedRow | null {
  return readId(context.profile().idKey, 'delivery', id);
}

/** `rc_{tenant}_…`: a receipt is opened with nothing else at hand, so that its id says whose it is. */
export function receiptId(context: TenantContext, lead: Sequenced): string {
  return withTenant(context, minted(context, 'receipt', numbered(lead)));
}

export function readReceiptId(context: TenantContext, id: string): NumberedRow | null {
  return readWithTenant(context, 'receipt', id);
}

/** `au_{tenant}_…`, for the same reason. */
export function authorisationId(context: TenantContext, authorisation: NumberedRow): string {
  return withTenant(context, minted(context, 'authorisation', authorisation));
}

export function readAuthorisationId(context: TenantContext, id: string): NumberedRow | null {
  return readWithTenant(context, 'authorisation', id);
}

function minted(context: TenantContext, kind: OpaqueKind, row: NumberedRow): string {
  return mintId(context.profile().idKey, kind, row);
}

function withTenant(context: TenantContext, id: string): string {
  return `${id.slice(0, 3)}${context.profile().id}_${id.slice(3)}`;
}

function readWithTenant(context: TenantContext, kind: OpaqueKind, id: string): NumberedRow | null {
  const tenant = `${context.profile().id}_`;
  return id.startsWith(tenant, 3)
    ? readId(context.profile().idKey, kind, id.slice(0, 3) + id.slice(3 + tenant.length))
    : null;
}
