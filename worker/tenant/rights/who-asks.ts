/** Owns who asks for a change of a lead, or for its data, and how the access log words it; must not judge whether they may. */
import type { applicant } from '../access-log.ts';
import type { Actor } from '../keys.ts';
import type { ApplicantProof } from './phone-check.ts';

/** A key of the tenant, or the applicant with what they showed. */
export type Corrector = { actor: Actor } | { actor: typeof applicant; proof: ApplicantProof };

/** What was shown, behind "by the applicant": the log claims no more than that. */
const shown: Record<ApplicantProof, string> = {
  number: 'who gave the phone number and nothing else',
  code: 'proven by a code sent to the phone',
  receipt: 'proven by the secret of the receipt',
};

export function wordsOf(by: Corrector): string {
  return 'proof' in by ? `by the applicant, ${shown[by.proof]}` : 'by the tenant';
}
