/** Owns the verification of an evidence file, offline: every check, in order; must not word the verdict or read files. */
import { digestOf } from '../encoding/digest.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import type { VerifyEd25519 } from './ed25519.ts';
import type { EvidenceFile } from './evidence-file.ts';
import {
  type CheckName,
  checkNames,
  type Fault,
  type Stated,
  type Verdict,
  verdictOf,
} from './evidence-verdict.ts';
import { readEvidence } from './read-evidence.ts';
import { openRollover } from './rollover-note.ts';
import { openNote, parseNote, unopenedSignatures } from './signed-note.ts';
import { statedIn, type Vouched } from './stated.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key.ts';
import { judgeInclusion, judgeLeaf, judgeRecord, pinningOf, readLeaf } from './verify-decision.ts';

export interface Verifying {
  /** The log's key, had from somewhere else than the file. Without it nothing is proven, however consistent. */
  key?: VerifierKey | undefined;
  nowMs: number;
  verify?: VerifyEd25519 | undefined;
}

/** Clocks of several machines write the times. */
const toleranceMs = 5 * 60_000;
const dayMs = 86_400_000;

/** Makes every check that can be made, whatever failed before, so that the verdict names all that is wrong. */
export async function verifyEvidence(content: string, options: Verifying): Promise<Verdict> {
  const read = readEvidence(content);
  if ('fault' in read) {
    const at = 'at' in read.fault ? read.fault.at : '';
    const faults: Fault[] = [{ check: 'shape', code: read.fault.code, at }];
    return { ...verdictOf(faults, new Set(checkNames), false), file: null, checkpoint: null, stated: [] };
  }
  const { file } = read;
  const text = parseNote(file.log.checkpoint)?.text;
  const checkpoint = text === undefined ? null : parseCheckpoint(text);
  const skipped = new Set<CheckName>(checkpoint === null ? ['inclusion'] : []);
  const log = await judgeLog(file, checkpoint, options);
  const pinning = pinningOf(file);
  const faults = [
    ...judgeWhole(file),
    ...judgeDigests(file),
    ...file.decisions.flatMap((decision, at) => judgeRecord(decision, `decisions.${at}`)),
    ...file.decisions.flatMap((decision, at) => judgeLeaf(pinning, decision, `decisions.${at}`)),
    ...(checkpoint === null ? [] : judgePlaces(file, checkpoint)),
    ...log.faults,
    ...judgeTimes(file, options.nowMs),
  ];
  return {
    ...verdictOf(faults, skipped, options.key !== undefined),
    file,
    checkpoint: checkpoint === null ? null : { origin: checkpoint.origin, size: checkpoint.size },
    stated: statedIn(file, log.vouched),
  };
}

function judgeWhole({ lead, decisions }: EvidenceFile): Fault[] {
  if (decisions.length === 0) return [{ check: 'shape', code: 'no_decision', at: 'decisions' }];
  const isErased = decisions.every(({ record }) => record === null);
  return isErased === lead.erased ? [] : [{ check: 'shape', code: 'erased_flag', at: 'lead.erased' }];
}

function judgeDigests({ form, notices, decisions }: EvidenceFile): Fault[] {
  const faults: Fault[] = [];
  if (!isDigested(form)) faults.push({ check: 'form', code: 'form_digest', at: 'form' });
  const texts = new Set<string>();
  for (const [at, notice] of notices.entries()) {
    const version = versionText(notice);
    if (!isDigested(notice)) faults.push({ check: 'notices', code: 'notice_digest', at: `notices.${at}` });
    if (texts.has(version)) faults.push({ check: 'notices', code: 'notice_twice', at: `notices.${at}` });
    texts.add(version);
  }
  for (const [at, { leaf }] of decisions.entries()) {
    const named = readLeaf(leaf)?.notice;
    if (named !== undefined && !texts.has(versionText(named))) {
      faults.push({ check: 'notices', code: 'notice_missing', at: `decisions.${at}.leaf` });
    }
  }
  return faults;
}

function versionText({ id, version }: { id: string; version: number }): string {
  return JSON.stringify([id, version]);
}

/** API.md: the digest is over the canonical JSON of the published thing without it. */
function isDigested({ digest, ...rest }: { digest: string }): boolean {
  return digestOf(rest) === digest;
}

function judgePlaces({ decisions }: EvidenceFile, checkpoint: Checkpoint): Fault[] {
  return decisions.flatMap((decision, at) => {
    const before = decisions[at - 1];
    const isBehind = before === undefined || before.index < decision.index;
    const misplaced: Fault = { check: 'inclusion', code: 'index_order', at: `decisions.${at}.index` };
    return [...(isBehind ? [] : [misplaced]), ...judgeInclusion(decision, checkpoint, `decisions.${at}`)];
  });
}

/** Faults of key and signature, and what of them the verifier's own key does not cover. */
async function judgeLog(
  { log, tenant }: EvidenceFile,
  checkpoint: Checkpoint | null,
  { key, verify }: Verifying,
): Promise<{ faults: Fault[]; vouched: Vouched }> {
  const faults: Fault[] = [];
  const signer = parseVerifierKey(log.key);
  if (checkpoint === null) {
    faults.push({ check: 'signature', code: 'checkpoint_malformed', at: 'log.checkpoint' });
  } else if (!checkpoint.origin.endsWith(`/log/${tenant.id}`)) {
    faults.push({ check: 'key', code: 'origin', at: 'tenant.id' });
  }
  if (signer === null) {
    faults.unshift({ check: 'key', code: 'key_malformed', at: 'log.key' });
    return { faults, vouched: { isKeyVouched: false, strangers: strangersOf(log, key ? [key] : []) } };
  }
  const chain = await rolledOver(log.rollovers, signer, verify);
  if (chain === null) faults.push({ check: 'key', code: 'rollover', at: 'log.rollovers' });
  const known = distinct([signer, ...(chain ?? []), ...(key === undefined ? [] : [key])]);
  const isKeyVouched =
    key !== undefined && chain !== null && distinct([...chain, key]).length === chain.length;
  const vouched = { isKeyVouched, strangers: strangersOf(log, known) };
  const opened = await openNote(log.checkpoint, known, verify);
  const signedBy = 'fault' in opened ? [] : opened.signedBy.map(formatVerifierKey);
  // A key that was rotated away may still sign beside its successor.
  if (key !== undefined && chain !== null && !isKeyVouched && !signedBy.includes(formatVerifierKey(key))) {
    faults.push({ check: 'key', code: 'key_other', at: 'log.key' });
  }
  if (checkpoint === null) return { faults, vouched };
  if ('fault' in opened && opened.fault === 'bad_signature') {
    faults.push({ check: 'signature', code: 'signature', at: 'log.checkpoint' });
  } else if (!signedBy.includes(formatVerifierKey(signer))) {
    faults.push({ check: 'signature', code: 'signer', at: 'log.checkpoint' });
  } else if (signer.name !== checkpoint.origin) {
    faults.push({ check: 'key', code: 'origin', at: 'log.key' });
  }
  return { faults, vouched };
}

/** Each key once. */
function distinct(keys: readonly VerifierKey[]): VerifierKey[] {
  return [...new Map(keys.map((key) => [formatVerifierKey(key), key])).values()];
}

/** Signatures by keys that nobody here knows: they are ignored, and so nothing is proven of them. */
function strangersOf(log: EvidenceFile['log'], known: readonly VerifierKey[]): Stated[] {
  const told = (holder: string, name: string, note: string) =>
    unopenedSignatures(note, known).map((value): Stated => ({ holder, name, value }));
  return [
    ...told('log', 'checkpoint', log.checkpoint),
    ...log.rollovers.flatMap((note, at) => told('log.rollovers', String(at), note)),
  ];
}

/** The keys that lead by these notes to the signer, itself included; null when one of them does not hold. */
async function rolledOver(
  notes: readonly string[],
  signer: VerifierKey,
  verify: VerifyEd25519 | undefined,
): Promise<VerifierKey[] | null> {
  const chain: VerifierKey[] = [];
  let expected: string | null = null;
  for (const note of notes) {
    const line = /^[^\n]*\nold ([^\n]+)\n/.exec(note)?.[1] ?? '';
    const old = parseVerifierKey(line);
    if (old === null || (expected !== null && line !== expected)) return null;
    const next = await openRollover(note, old, verify);
    if ('fault' in next) return null;
    chain.push(old);
    expected = formatVerifierKey(next);
  }
  return expected === null || expected === formatVerifierKey(signer) ? [...chain, signer] : null;
}

function judgeTimes({ generatedAt, lead, decisions }: EvidenceFile, nowMs: number): Fault[] {
  const faults: Fault[] = [];
  const add = (code: Fault['code'], at: string) => faults.push({ check: 'times', code, at });
  const writtenMs = Date.parse(generatedAt);
  const leaves = decisions.map(({ leaf }) => readLeaf(leaf)?.at);
  let latestMs = Number.NEGATIVE_INFINITY;
  for (const [at, text] of leaves.entries()) {
    if (text === undefined) continue;
    const ms = Date.parse(text);
    if (ms < latestMs - toleranceMs) add('order', `decisions.${at}.leaf`);
    if (ms > writtenMs + toleranceMs) add('after_file', `decisions.${at}.leaf`);
    latestMs = Math.max(latestMs, ms);
  }
  if (leaves[0] !== undefined && leaves[0] !== lead.createdAt) add('created', 'lead.createdAt');
  if (writtenMs > nowMs + dayMs) add('future', 'generatedAt');
  return faults;
}
