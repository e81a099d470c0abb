/** Owns what a ledger leaf says of a grant, and its salted commitment; must not know the tree or the storage. */

import type { SigningMethod } from '../../contract/authorisation.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { Presentation, RecordedDecision } from '../../contract/submission.ts';
import { concatBytes, toBase64Url, utf8 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';

/** The full record of one decision. Kept sealed with the lead; the leaf only commits to it. */
export interface ConsentRecord {
  v: 1;
  tenant: string;
  /** The submission that the decision came with; a later one names its lead instead. */
  submission?: string;
  lead?: string;
  form: { id: string; version: number; digest: string };
  notice: { id: string; version: number; digest: string };
  decision: RecordedDecision;
  at: string;
  locale: string;
  /** HMAC of the applicant's phone, when the form asks for one. */
  subject?: string;
  /** The phone was proven by a code sent to it. */
  phoneVerified?: true;
  presentation?: Presentation;
  /** The authorisation that asked for the decision. A grant says how it was signed and how long its text was open. */
  authorisation?: { id: string; method?: SigningMethod; readingMs?: number };
  page?: { origin?: string | undefined; path?: string | undefined };
  startedAt?: string;
  sdk?: string;
}

/** A record with the salt that hides it. Destroying both leaves the leaf valid and says nothing about anyone. */
export interface SaltedRecord {
  salt: string;
  record: ConsentRecord;
}

/** base64url SHA-256 of salt ‖ canonical JSON of the record. */
export function commitment(salt: Uint8Array, record: ConsentRecord): string {
  return toBase64Url(sha256(concatBytes(salt, utf8.encode(canonicalJson(record)))));
}

/** The leaf's data: RFC 8785 canonical JSON without personal data (API.md, The log). */
export function leafOf(record: ConsentRecord, salt: Uint8Array): string {
  return canonicalJson({
    v: 1,
    type: 'grant',
    at: record.at,
    notice: record.notice,
    decision: record.decision,
    record: commitment(salt, record),
  });
}
