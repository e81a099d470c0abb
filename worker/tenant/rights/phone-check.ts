/** Owns the proof that someone is a lead's applicant: phone tries, and the access that a right one gives; no values. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { fromBase64, toBase64Url } from '../../encoding/bytes.ts';
import { keyedDigests } from '../../sealing/tenant-keys.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';
import { receiptId } from '../public-ids.ts';
import { bytesOf, firstRow } from '../rows.ts';

/** Wrong tries that a lead has within any hour, on its receipt and its authorisations together (API.md). Kept in its object, so that a restart forgives none. */
const maxTries = 5;
const triesWindowMs = 3_600_000;
/** Long enough to read and correct, short enough for a phone that is passed on. */
const accessLifeMs = 30 * 60_000;

export interface ReceiptAccess {
  access: string;
  expiresAt: string;
}

/**
 * Access for whoever knows the phone that was submitted. A wrong number, and one of no phone's shape, are the same
 * `phone_mismatch`; after too many in an hour each try is `rate_limited`, the right one too.
 * @param phoneKeys keyed digests of the phone under every key generation; none for what is no phone
 */
export async function verifyPhone(
  context: TenantContext,
  row: LeadRow,
  phoneKeys: readonly Uint8Array[],
): Promise<ReceiptAccess | Refusal> {
  const refusal = context.storage.transactionSync(() => judgePhone(context, row, phoneKeys));
  if (refusal !== null) return refusal;
  const expiresAtMs = context.now() + accessLifeMs;
  return {
    access: await mintAccess(context, row, expiresAtMs),
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}

/**
 * Null for the lead's own phone; `phone_mismatch`, or `rate_limited` after too many, whatever page asked for it. The try
 * is counted by the transaction that judges it, so that many at once are no more than five.
 */
export function judgePhone(
  context: TenantContext,
  row: LeadRow,
  phoneKeys: readonly Uint8Array[],
): Refusal | null {
  if (row.erased_at !== null) return refuse('lead_erased');
  const nowMs = context.now();
  const stored = firstRow<{ tries: string }>(
    context.sql,
    'SELECT tries FROM phone_tries WHERE lead = ?',
    row.seq,
  );
  const all: number[] = stored === undefined ? [] : JSON.parse(stored.tries);
  const tries = all.filter((time) => time > nowMs - triesWindowMs);
  const oldest = tries[tries.length - maxTries];
  if (oldest !== undefined) {
    return {
      ...refuse('rate_limited'),
      retryAfterSeconds: Math.max(1, Math.ceil((oldest + triesWindowMs - nowMs) / 1000)),
    };
  }
  const { phone_key: phoneKey } = row;
  if (phoneKey !== null && phoneKeys.some((key) => isSame(key, bytesOf(phoneKey)))) return null;
  context.sql.exec(
    'INSERT INTO phone_tries (lead, tries) VALUES (?1, ?2) ON CONFLICT (lead) DO UPDATE SET tries = ?2',
    row.seq,
    JSON.stringify([...tries, nowMs]),
  );
  return refuse('phone_mismatch');
}

/** `ra_{end in base 36}_{keyed digest}`: bound to one receipt, and nothing of it is stored. */
async function mintAccess(context: TenantContext, row: LeadRow, expiresAtMs: number): Promise<string> {
  const [digest] = await accessDigests(context, row, expiresAtMs);
  if (digest === undefined) throw new Error('a tenant without keys');
  return `ra_${expiresAtMs.toString(36)}_${toBase64Url(digest)}`;
}

/** Null for access to this very receipt that has not ended; else `unauthorized`. */
export async function judgeAccess(
  context: TenantContext,
  row: LeadRow,
  access: string,
): Promise<Refusal | null> {
  const [, end = '', given = ''] = /^ra_([0-9a-z]{1,11})_([A-Za-z0-9_-]{22})$/.exec(access) ?? [];
  const expiresAtMs = Number.parseInt(end, 36);
  const offered = fromBase64(given);
  if (offered === null || !(expiresAtMs > context.now())) return refuse('unauthorized');
  const digests = await accessDigests(context, row, expiresAtMs);
  return digests.some((digest) => isSame(digest, offered)) ? null : refuse('unauthorized');
}

/** By the receipt's id, not the lead's number: after a restore the number may be another lead's. */
async function accessDigests(
  context: TenantContext,
  row: LeadRow,
  expiresAtMs: number,
): Promise<Uint8Array[]> {
  const message = `${receiptId(context, row)}/${expiresAtMs}`;
  return keyedDigests(await context.keys(), 'receipt-access', message);
}

/** Keyed digests: how long the comparison takes tells nothing that would help to find one. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
