/** Owns the checks of one decision of an evidence file: record, leaf, place in the tree; must not know keys or signatures. */
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import { fromBase64, toBase64Url } from '../encoding/bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { EvidenceDecision, EvidenceFile } from './evidence-file.ts';
import type { Fault, FaultCode } from './evidence-verdict.ts';
import { rootFromInclusion } from './inclusion.ts';
import { commitment } from './leaf.ts';
import { hashLength, leafHash, sameHash } from './merkle.ts';
import { strictBase64 } from './verifier-key.ts';

export interface Leaf {
  at: string;
  notice: { id: string; version: number; digest: string };
  decision: RecordedDecision;
  record: string;
}

const saltLength = 32;

/** What leaf data says; null when it is not written as leaves are (API.md, The log). */
export function readLeaf(data: string): Leaf | null {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  const { at, notice, decision, record }: Record<string, unknown> = Object(value);
  const { id, version, digest }: Record<string, unknown> = Object(notice);
  if (typeof at !== 'string' || !Number.isFinite(Date.parse(at)) || typeof record !== 'string') return null;
  if (typeof id !== 'string' || typeof version !== 'number' || typeof digest !== 'string') return null;
  if (decision !== 'granted' && decision !== 'refused' && decision !== 'withdrawn') return null;
  const leaf: Leaf = { at, notice: { id, version, digest }, decision, record };
  return isWrittenSo(data, leaf) ? leaf : null;
}

function isWrittenSo(data: string, leaf: Leaf): boolean {
  try {
    return canonicalJson({ v: 1, type: 'grant', ...leaf }) === data;
  } catch {
    // A lone surrogate, escaped: what has no canonical form is no leaf.
    return false;
  }
}

/** Salt ‖ record against the leaf's commitment. Nothing to check once both are erased. */
export function judgeRecord({ record, salt, leaf }: EvidenceDecision, at: string): Fault[] {
  if (record === null && salt === null) return [];
  const fault = (code: FaultCode, member: string): Fault[] => [
    { check: 'records', code, at: `${at}.${member}` },
  ];
  const bytes = salt === null ? null : fromBase64(salt);
  if (bytes === null || bytes.length !== saltLength || toBase64Url(bytes) !== salt) {
    return fault('salt_malformed', 'salt');
  }
  const committed = readLeaf(leaf)?.record;
  return record !== null && commitment(bytes, record) === committed ? [] : fault('commitment', 'record');
}

/** What each decision of a file is held against, looked up once for all of them. */
export interface Pinning {
  file: Pick<EvidenceFile, 'form' | 'tenant' | 'lead'>;
  notices: ReadonlySet<string>;
  /** Texts that the form asks consent to. */
  consents: ReadonlySet<string>;
  /** Of the first record that names one. */
  submission: string | undefined;
}

export function pinningOf(file: EvidenceFile): Pinning {
  const { notices, form, decisions } = file;
  return {
    file,
    notices: new Set(notices.map(pinText)),
    consents: new Set(
      form.consents.map(({ notice, version, digest }) => pinText({ id: notice, version, digest })),
    ),
    submission: decisions.find(({ record }) => record?.submission !== undefined)?.record?.submission,
  };
}

/** The leaf against record, notice, form and lead. */
export function judgeLeaf(pinning: Pinning, { record, leaf: data }: EvidenceDecision, at: string): Fault[] {
  const fault = (code: FaultCode, member: string): Fault => ({
    check: 'leaves',
    code,
    at: `${at}.${member}`,
  });
  const leaf = readLeaf(data);
  if (leaf === null) return [fault('leaf_malformed', 'leaf')];
  const faults: Fault[] = [];
  if (!pinning.notices.has(pinText(leaf.notice))) faults.push(fault('notice', 'leaf'));
  if (record === null) return faults;
  const { form, tenant, lead } = pinning.file;
  if (record.decision !== leaf.decision) faults.push(fault('decision', 'record.decision'));
  if (record.at !== leaf.at) faults.push(fault('time', 'record.at'));
  if (!isSame(record.notice, leaf.notice)) faults.push(fault('notice', 'record.notice'));
  if (!isSame(record.form, form)) faults.push(fault('record_form', 'record.form'));
  if (record.tenant !== tenant.id) faults.push(fault('record_tenant', 'record.tenant'));
  // Those of a form named no lead before version 2: that they came together is all that they say.
  const isOfLead =
    record.lead === undefined
      ? record.v === 1 && record.submission === pinning.submission
      : record.lead === lead.id;
  if (!isOfLead) faults.push(fault('record_lead', 'record'));
  const isPinned = pinning.consents.has(pinText(leaf.notice));
  if (record.channel === 'form' && !isPinned) faults.push(fault('not_in_form', 'record.notice'));
  return faults;
}

interface Pinned {
  id: string;
  version: number;
  digest: string;
}

/** The same for what is the same, and for nothing else. */
function pinText({ id, version, digest }: Pinned): string {
  return JSON.stringify([id, version, digest]);
}

function isSame(one: Pinned, other: Pinned): boolean {
  return one.id === other.id && one.version === other.version && one.digest === other.digest;
}

/** The leaf's hash, up the proof, against the checkpoint's root. */
export function judgeInclusion(
  { leaf, index, proof }: EvidenceDecision,
  { size, root }: Checkpoint,
  at: string,
): Fault[] {
  const fault = (code: FaultCode, member: string): Fault[] => [
    { check: 'inclusion', code, at: member === '' ? at : `${at}.${member}` },
  ];
  if (index >= size) return fault('index', 'index');
  const path = proof.map(strictBase64);
  const wrongAt = path.findIndex((hash) => hash?.length !== hashLength);
  if (wrongAt >= 0) return fault('proof_malformed', `proof.${wrongAt}`);
  const hashes = path.filter((hash) => hash !== null);
  const found = rootFromInclusion({ index, size, leafHash: leafHash(leaf), path: hashes });
  if (found === null) return fault('proof_length', 'proof');
  return sameHash(found, root) ? [] : fault('root', '');
}
