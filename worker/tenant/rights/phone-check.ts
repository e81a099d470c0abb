/** Owns the proof that someone is a lead's applicant: phone tries, code, secret, the access that they give; no values. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { fromBase64, toBase64Url } from '../../encoding/bytes.ts';
import { keyedDigests } from '../../sealing/tenant-keys.ts';
import type { CodeStore } from '../codes.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';
import { receiptId } from '../public-ids.ts';
import { bytesOf, firstRow } from '../rows.ts';
import { isSecretOf } from './receipt-secret.ts';

/** Wrong tries that a lead has within any hour, on its receipt and its authorisations together (API.md). Kept in its object, so that a restart forgives none. */
const maxTries = 5;
const triesWindowMs = 3_600_000;
/** Long enough to read and correct, short enough for a phone that is passed on. */
const accessLifeMs = 30 * 60_000;

/**
 * What was shown besides the receipt's address. The phone number alone is known to the tenant's people: it opens where
 * nothing else can be had, and what is then done is logged as no more than it is.
 */
export type ApplicantProof = 'number' | 'code' | 'receipt';

/** What someone offers. Keyed digests come under every key generation. */
export interface Claim {
  /** None for what is no phone. */
  phoneKeys: Uint8Array[];
  /** Of the code; null when none was offered. */
  codes: Uint8Array[] | null;
  /** Null when none was offered, no bytes for what can be none. */
  secret: Uint8Array | null;
}

export interface ReceiptAccess {
  access: string;
  expiresAt: string;
  proof: ApplicantProof;
}

/**
 * Access for whoever knows the phone that was submitted, and as much as is offered besides. A wrong number, and one of no
 * phone's shape, are the same `phone_mismatch`; after too many in an hour each try is `rate_limited`, the right one too.
 */
export async function verifyPhone(
  context: TenantContext,
  codes: CodeStore,
  row: LeadRow,
  claim: Claim,
): Promise<ReceiptAccess | Refusal> {
  const proof = context.storage.transactionSync(() => judgeClaim(context, codes, row, claim));
  if (typeof proof !== 'string') return proof;
  const expiresAtMs = context.now() + accessLifeMs;
  return {
    access: await mintAccess(context, row, expiresAtMs, proof),
    expiresAt: new Date(expiresAtMs).toISOString(),
    proof,
  };
}

function judgeClaim(
  context: TenantContext,
  codes: CodeStore,
  row: LeadRow,
  claim: Claim,
): ApplicantProof | Refusal {
  const stranger = judgePhone(context, row, claim.phoneKeys);
  if (stranger !== null) return stranger;
  if (claim.secret !== null) {
    if (!isSecretOf(row, claim.secret)) {
      return refuse('invalid_values', [{ path: 'receiptSecret', code: 'invalid_receipt_secret' }]);
    }
    // Typed on the applicant's own device, the number is their word again, whoever had changed it.
    context.sql.exec('UPDATE leads SET phone_unproven = NULL WHERE seq = ? AND phone_unproven = 1', row.seq);
    return 'receipt';
  }
  if (claim.codes === null) return 'number';
  // A code to a phone that somebody else put there proves nothing of the applicant.
  if (row.phone_unproven === 1) return refuse('invalid_values', [{ path: 'code', code: 'phone_unproven' }]);
  const offered = { field: 'code', phoneKeys: claim.phoneKeys, codes: claim.codes };
  return codes.spend(offered, context.now()) ?? 'code';
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

/** `ra_{end in base 36}{sign of the proof}_{keyed digest}`: bound to one receipt, and nothing of it is stored. */
async function mintAccess(
  context: TenantContext,
  row: LeadRow,
  expiresAtMs: number,
  proof: ApplicantProof,
): Promise<string> {
  const [digest] = await accessDigests(context, row, expiresAtMs, proof);
  if (digest === undefined) throw new Error('a tenant without keys');
  return `ra_${expiresAtMs.toString(36)}${proof.charAt(0)}_${toBase64Url(digest)}`;
}

/** By the receipt's id, not the lead's number: after a restore the number may be another lead's. */
async function accessDigests(
  context: TenantContext,
  row: LeadRow,
  expiresAtMs: number,
  proof: ApplicantProof,
): Promise<Uint8Array[]> {
  const message = `${receiptId(context, row)}/${expiresAtMs}/${proof}`;
  return keyedDigests(await context.keys(), 'receipt-access', message);
}

const proofs: readonly ApplicantProof[] = ['number', 'code', 'receipt'];

/** What access to this very receipt was given for, while it has not ended; else `unauthorized`. */
export async function judgeAccess(
  context: TenantContext,
  row: LeadRow,
  access: string,
): Promise<ApplicantProof | Refusal> {
  const [, end = '', sign = '', given = ''] =
    /^ra_([0-9a-z]{1,11})([ncr])_([A-Za-z0-9_-]{22})$/.exec(access) ?? [];
  const expiresAtMs = Number.parseInt(end, 36);
  const offered = fromBase64(given);
  const proof = proofs.find((one) => one.charAt(0) === sign);
  if (proof === undefined || offered === null || !(expiresAtMs > context.now()))
    return refuse('unauthorized');
  const digests = await accessDigests(context, row, expiresAtMs, proof);
  return digests.some((digest) => isSame(digest, offered)) ? proof : refuse('unauthorized');
}

/** Keyed digests: how long the comparison takes tells nothing that would help to find one. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
