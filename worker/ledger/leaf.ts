/** Owns what a ledger leaf says of a grant, and its salted commitment; must not know the tree or the storage. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import { concatBytes, toBase64Url, utf8 } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import type { ConsentRecord } from './consent-record.ts';

/**
 * A record with the salt that hides it: what is sealed, with the lead for the decisions of its form, under
 * `decisionContext` for each later one. Destroying both leaves the leaf valid and says nothing about anyone.
 */
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
