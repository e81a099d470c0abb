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
  return committedText(salt, canonicalJson(record));
}

function committedText(salt: Uint8Array, record: string): string {
  return toBase64Url(sha256(concatBytes(salt, utf8.encode(record))));
}

/** The leaf's data: RFC 8785 canonical JSON without personal data (API.md, The log). */
export function leafOf(record: ConsentRecord, salt: Uint8Array): string {
  return canonicalJson({ ...plain(record), record: commitment(salt, record) });
}

/** All of a leaf but its commitment. */
function plain({ at, notice, decision }: ConsentRecord) {
  return { v: 1, type: 'grant', at, notice, decision };
}

/** Text before and behind the value of one member. */
type Around = readonly [before: string, behind: string];

/**
 * A leaf whose record lacks the id of its lead, which is minted in the transaction that stores it: the texts around what
 * is missing of each, since reading and writing the record anew there would cost intake more than the hash does.
 */
export interface UnboundLeaf {
  salt: Uint8Array;
  record: Around;
  leaf: Around;
}

export function unboundLeaf(record: ConsentRecord, salt: Uint8Array): UnboundLeaf {
  return { salt, record: around(record, 'lead'), leaf: around(plain(record), 'record') };
}

/** The leaf of `leafOf`, once the record names its lead. */
export function boundLeaf({ salt, record, leaf }: UnboundLeaf, lead: string): string {
  const digest = committedText(salt, filled(record, lead));
  return filled(leaf, digest);
}

/** Canonical JSON has its members in the order of their names. */
function around(members: object, name: string): Around {
  const own = Object.entries(members);
  const before = canonicalJson(Object.fromEntries(own.filter(([one]) => one < name))).slice(0, -1);
  const behind = canonicalJson(Object.fromEntries(own.filter(([one]) => one > name))).slice(1);
  return [
    `${before}${before === '{' ? '' : ','}${JSON.stringify(name)}:`,
    `${behind === '}' ? '' : ','}${behind}`,
  ];
}

function filled([before, behind]: Around, value: string): string {
  return `${before}${JSON.stringify(value)}${behind}`;
}
