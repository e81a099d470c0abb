/** Owns which recipients an applicant agreed to, and what each may see; must not know destinations' technique. */

import type { Values } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { RecordedDecision } from '../../contract/submission.ts';

/** The tenant itself, to whom the applicant applies. */
export const self = 'self';

export interface DecidedNotice {
  notice: PublishedNotice;
  decision: RecordedDecision;
}

function provisionsTo(recipient: string, decided: readonly DecidedNotice[]): PublishedNotice[] {
  return decided
    .filter(({ notice, decision }) => notice.kind === 'provide' && decision === 'granted')
    .map(({ notice }) => notice)
    .filter((notice) => notice.recipients?.includes(recipient));
}

/** True when data may go to this recipient: the tenant, or one that a granted `provide` notice names (PIPL art. 23). */
export function mayReceive(recipient: string, decided: readonly DecidedNotice[]): boolean {
  return recipient === self || provisionsTo(recipient, decided).length > 0;
}

/** The values a recipient may see: all for the tenant, else only the fields that its granted notices name. */
export function valuesFor(recipient: string, values: Values, decided: readonly DecidedNotice[]): Values {
  if (recipient === self) return values;
  const fields = new Set(provisionsTo(recipient, decided).flatMap((notice) => notice.fields ?? []));
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.has(field)));
}

/** True when a decision concerns this recipient: every one for the tenant, else those on notices that name it. */
export function concerns(recipient: string, notice: PublishedNotice): boolean {
  return recipient === self || notice.recipients?.includes(recipient) === true;
}
