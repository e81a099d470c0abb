/** Owns what is sealed with a lead, in two parts that die apart; must not know who opens them. */
import type { Values } from '../../contract/form.ts';
import type { Utm } from '../../contract/submission.ts';
import { toBase64Url } from '../encoding/bytes.ts';
import type { SaltedRecord } from '../ledger/leaf.ts';

/** What the applicant typed: sealed under the lead's data key, dead when its retention ends. */
export interface LeadContent {
  values: Values;
  /** Free text of the page's URL: it may hold anything, so that it is sealed too. */
  utm?: Utm;
  /** Only in leads sealed before records had a key of their own. */
  records?: SaltedRecord[];
}

/** What proves the decisions: sealed under the lead's evidence key, which outlives the data key by years. */
export interface LeadEvidence {
  records: SaltedRecord[];
}

/** The context that a lead's values are sealed under: its tenant and its submission, so that no envelope fits another row. */
export function leadContext(tenant: string, submission: Uint8Array): string {
  return `lead/${tenant}/${toBase64Url(submission)}`;
}

/** The context of its evidence: another one, so that neither part opens in the other's place. */
export function evidenceContext(tenant: string, submission: Uint8Array): string {
  return `evidence/${tenant}/${toBase64Url(submission)}`;
}
