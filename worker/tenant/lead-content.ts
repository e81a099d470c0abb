/** Owns what is sealed with a lead; must not know who opens it. */
import type { Values } from '../../contract/form.ts';
import type { Utm } from '../../contract/submission.ts';
import type { SaltedRecord } from '../ledger/leaf.ts';

export interface LeadContent {
  values: Values;
  /** Free text of the page's URL: it may hold anything, so that it is sealed too. */
  utm?: Utm;
  records: SaltedRecord[];
}
