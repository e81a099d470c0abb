/** Owns what a verification of an evidence file can say: checks, faults, outcome; must not verify or word anything. */
import type { EvidenceFile } from './evidence-file.ts';

/** In the order in which they are made and told. */
export const checkNames = [
  'shape',
  'form',
  'notices',
  'records',
  'leaves',
  'inclusion',
  'key',
  'signature',
  'times',
] as const;
export type CheckName = (typeof checkNames)[number];

/** Every fault, by the check that finds it. */
export const faultCodes = {
  shape: [
    'not_json',
    'not_evidence',
    'unknown_version',
    'malformed',
    'too_many',
    'no_decision',
    'erased_flag',
  ],
  form: ['form_digest'],
  notices: ['notice_digest', 'notice_twice', 'notice_missing'],
  records: ['salt_malformed', 'commitment'],
  leaves: [
    'leaf_malformed',
    'decision',
    'time',
    'notice',
    'record_form',
    'record_tenant',
    'record_lead',
    'not_in_form',
  ],
  inclusion: ['index', 'index_order', 'proof_malformed', 'proof_length', 'root'],
  key: ['key_malformed', 'key_other', 'rollover', 'origin'],
  signature: ['checkpoint_malformed', 'signer', 'signature'],
  times: ['order', 'after_file', 'future', 'created'],
} as const satisfies Record<CheckName, readonly string[]>;
export type FaultCode = (typeof faultCodes)[CheckName][number];

export interface Fault {
  check: CheckName;
  code: FaultCode;
  /** The member of the file that is wrong: `decisions.0.leaf`. Empty for the file as a whole. */
  at: string;
}

/** One member of an evidence file that its writer states, whatever the log says. */
export interface Stated {
  /** Path of what it is a member of; empty for the file itself. */
  holder: string;
  /** Member, or place in a list. */
  name: string;
  /** What is no single value as canonical JSON. */
  value: string | number | boolean | null;
}

export type CheckState = 'passed' | 'failed' | 'skipped';

/**
 * `proven`: everything holds under a key that the verifier brought. `consistent`: everything holds under the key that the
 * file itself names, which whoever made the file could have made too.
 */
export type Outcome = 'proven' | 'consistent' | 'failed';

export interface Verdict {
  outcome: Outcome;
  checks: { name: CheckName; state: CheckState }[];
  faults: Fault[];
  /** Null when the text is no evidence file. */
  file: EvidenceFile | null;
  /** What the checkpoint says; null when it can't be read. */
  checkpoint: { origin: string; size: number } | null;
  /** What the file says beside what the checks cover. */
  stated: Stated[];
}

/** Adds up checks that were made: each name once, in order, with the faults that it found. */
export function verdictOf(
  faults: readonly Fault[],
  skipped: ReadonlySet<CheckName>,
  isKeyTrusted: boolean,
): Pick<Verdict, 'outcome' | 'checks' | 'faults'> {
  const stateOf = (name: CheckName): CheckState =>
    faults.some((fault) => fault.check === name) ? 'failed' : skipped.has(name) ? 'skipped' : 'passed';
  const checks = checkNames.map((name) => ({ name, state: stateOf(name) }));
  const isWhole = checks.every(({ state }) => state === 'passed');
  return {
    outcome: !isWhole ? 'failed' : isKeyTrusted ? 'proven' : 'consistent',
    checks,
    faults: [...faults],
  };
}
