/** Owns the verification of an evidence file, offline: every check, in order; must not word the verdict or read files. */
import { digestOf } from '../encoding/digest.ts';
import { type Checkpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import type { VerifyEd25519 } from './ed25519.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { type CheckName, checkNames, type Fault, type Verdict, verdictOf } from './evidence-verdict.ts';
import { readEvidence } from './read-evidence.ts';
import { openRollover } from './rollover-note.ts';
import { parseNote } from './signed-note.ts';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './verifier-key.ts';
import { judgeInclusion, judgeLeaf, judgeRecord, readLeaf } from './verify-decision.ts';

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
    const at = read.fault.code === 'malformed' ? read.fault.at : '';
    const faults: Fault[] = [{ check: 'shape', code: read.fault.code, at }];
    return { ...verdictOf(faults, new Set(checkNames), false), file: null, checkpoint: null };
  }
  const { file } = read;
  const text = parseNote(file.log.checkpoint)?.text;
  const checkpoint = text === undefined ? null : parseCheckpoint(text);
  const skipped = new Set<CheckName>(checkpoint === null ? ['inclusion'] : []);
  const faults = [
    ...judgeWhole(file),
    ...judgeDigests(file),
    ...file.decisions.flatMap((decision, at) => judgeRecord(decision, `decisions.${at}`)),
    ...file.decisions.flatMap((decision, at) => judgeLeaf(file, decision, `decisions.${at}`)),
    ...(checkpoint === null ? [] : judgePlaces(file, checkpoint)),
    ...(await judgeLog(file, checkpoint, options)),
    ...judgeTimes(file, options.nowMs),
  ];
  return {
    ...verdictOf(faults, skipped, options.key !== undefined),
    file,
    checkpoint: checkpoint === null ? null : { origin: checkpoint.origin, size: checkpoint.size },
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
  for (const [at, notice] of notices.entries()) {
    const twin = notices.findIndex(({ id, version }) => id === notice.id && version === notice.version);
    if (!isDigested(notice)) faults.push({ check: 'notices', code: 'notice_digest', at: `notices.${at}` });
    if (twin !== at) faults.push({ check: 'notices', code: 'notice_twice', at: `notices.${at}` });
  }
  for (const [at, { leaf }] of decisions.entries()) {
    const named = readLeaf(leaf)?.notice;
    const isThere = notices.some(({ id, version }) => id === named?.id && version === named.version);
    if (named !== undefined && !isThere) {
      faults.push({ check: 'notices', code: 'notice_missing', at: `decisions.${at}.leaf` });
    }
  }
  return faults;
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

async function judgeLog(
  { log, tenant }: EvidenceFile,
  checkpoint: Checkpoint | null,
  { key, verify }: Verifying,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const signer = parseVerifierKey(log.key);
  if (checkpoint === null) {
    faults.push({ check: 'signature', code: 'checkpoint_malformed', at: 'log.checkpoint' });
  } else if (!checkpoint.origin.endsWith(`/log/${tenant.id}`)) {
    faults.push({ check: 'key', code: 'origin', at: 'tenant.id' });
  }
  if (signer === null) return [{ check: 'key', code: 'key_malformed', at: 'log.key' }, ...faults];
  const chain = await rolledOver(log.rollovers, signer, verify);
  if (chain === null) faults.push({ check: 'key', code: 'rollover', at: 'log.rollovers' });
  else if (key !== undefined && !chain.includes(formatVerifierKey(key))) {
    // A key that was rotated away may still sign beside its successor.
    const own = await openCheckpoint(log.checkpoint, [key], verify);
    if ('fault' in own) faults.push({ check: 'key', code: 'key_other', at: 'log.key' });
  }
  if (checkpoint === null) return faults;
  const opened = await openCheckpoint(log.checkpoint, [signer], verify);
  if ('fault' in opened) {
    faults.push(
      opened.fault === 'foreign_origin'
        ? { check: 'key', code: 'origin', at: 'log.key' }
        : {
            check: 'signature',
            code: opened.fault === 'bad_signature' ? 'signature' : 'signer',
            at: 'log.checkpoint',
          },
    );
  }
  return faults;
}

/** The keys, as lines, that lead by these notes to the signer, itself included; null when one of them does not hold. */
async function rolledOver(
  notes: readonly string[],
  signer: VerifierKey,
  verify: VerifyEd25519 | undefined,
): Promise<string[] | null> {
  const chain: string[] = [];
  let expected: string | null = null;
  for (const note of notes) {
    const line = /^[^\n]*\nold ([^\n]+)\n/.exec(note)?.[1] ?? '';
    const old = parseVerifierKey(line);
    if (old === null || (expected !== null && line !== expected)) return null;
    const next = await openRollover(note, old, verify);
    if ('fault' in next) return null;
    chain.push(line);
    expected = formatVerifierKey(next);
  }
  const last = formatVerifierKey(signer);
  return expected === null || expected === last ? [...chain, last] : null;
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
