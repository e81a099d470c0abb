/** Owns the secret in a receipt's address as its applicant got it: what is stored of it, whether one offered is it; no access. */
import { fromBase64, toBase64Url } from '../../encoding/bytes.ts';
import { sha256 } from '../../encoding/digest.ts';
import type { LeadRow } from '../leads.ts';
import { bytesOf } from '../rows.ts';

const secretBytes = 16;

/** All that is stored of a secret. */
export function secretHash(secret: Uint8Array): Uint8Array {
  return sha256(secret).subarray(0, secretBytes);
}

/** As it stands in the address, after the `#`. */
export function secretText(secret: Uint8Array): string {
  return toBase64Url(secret);
}

/** Null for what can be none; one spelling for each secret. */
export function readSecret(text: string): Uint8Array | null {
  const bytes = fromBase64(text);
  return bytes !== null && bytes.length === secretBytes && toBase64Url(bytes) === text ? bytes : null;
}

/** True for the secret that this lead's applicant was given; false for leads of before there was one. */
export function isSecretOf(
  { receipt_hash: stored }: Pick<LeadRow, 'receipt_hash'>,
  secret: Uint8Array,
): boolean {
  return stored !== null && toBase64Url(secretHash(secret)) === toBase64Url(bytesOf(stored));
}

/**
 * By which the applicant's own browser finds the secret again on another page; null for leads without one. It says
 * nothing of the secret, nor of the receipt.
 */
export function receiptMark({ receipt_hash: stored }: Pick<LeadRow, 'receipt_hash'>): string | null {
  return stored === null ? null : toBase64Url(bytesOf(stored));
}
