/** Owns the choice of destinations for a lead: pure, and bound to the recipients the applicant named; must not send. */
import { type DecidedNotice, mayReceive } from './recipients.ts';

export interface Candidate {
  destination: string;
  recipient: string;
  enabled: boolean;
}

export type SkipReason = 'disabled' | 'not_consented';

export interface Choice {
  destination: string;
  recipient: string;
  skipped?: SkipReason;
}

/** Without routes every lead goes to every enabled destination whose recipient it may go to; each skip has a reason. */
export function choose(candidates: readonly Candidate[], decided: readonly DecidedNotice[]): Choice[] {
  return candidates.map(({ destination, recipient, enabled }) => {
    if (!mayReceive(recipient, decided)) return { destination, recipient, skipped: 'not_consented' };
    return enabled ? { destination, recipient } : { destination, recipient, skipped: 'disabled' };
  });
}
