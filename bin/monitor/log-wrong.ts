/** Owns the things that can be wrong with a log; must not know how they are found or told. */
import type { CheckpointFault } from '../../worker/ledger/checkpoint.ts';
import type { RolloverFault } from '../../worker/ledger/rollover-note.ts';

export type LogFault =
  | CheckpointFault
  | RolloverFault
  /** The trusted key no longer signs and has named no successor. */
  | 'key_changed'
  | 'shrunk'
  /** Two roots were signed for one size. */
  | 'forked'
  /** The log of the last check is not the beginning of today's. */
  | 'inconsistent'
  /** The tiles or entries that are served are not those that were signed. */
  | 'other_tiles'
  | 'other_entries'
  /** Something that a signed checkpoint promises is not served. */
  | 'missing'
  /** The server itself finds that its store contradicts an earlier checkpoint. */
  | 'refuses_to_sign';

/** Thrown where a check finds the log wrong; caught where the finding is told. */
export class LogWrong extends Error {
  readonly fault: LogFault;
  readonly detail: string;

  constructor(fault: LogFault, detail = '') {
    super(fault);
    this.fault = fault;
    this.detail = detail;
  }
}
