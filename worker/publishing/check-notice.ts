/** Owns the duties that a notice must fulfil before it is published (rules.md §4); must not know where it is kept. */
import type { Recipient } from '../../contract/notice.ts';
import type { Finding } from '../../contract/problem.ts';
import type { NoticeDraft } from './notice-schema.ts';

/** What every notice must tell: purpose, kinds, retention, refusal, withdrawal, contact (PIPL art. 15–17). */
const duties = ['purposes', 'infoKinds', 'retention', 'refusal', 'withdrawal', 'contact'] as const;

/** Every finding at once; none means that the structure and the duties are in order. */
export function checkNotice(
  draft: NoticeDraft,
  recipientOf: (id: string) => Recipient | undefined,
): Finding[] {
  const findings: Finding[] = [];
  const found = (path: string, code: string) => findings.push({ path, code });
  for (const duty of duties) {
    const told = draft[duty];
    if (told === undefined || told.length === 0) found(duty, 'missing_duty');
  }
  const named = draft.recipients ?? [];
  if (new Set(named).size !== named.length) found('recipients', 'named_twice');
  for (const [at, id] of named.entries()) {
    if (recipientOf(id) === undefined) found(`recipients.${at}`, 'unknown_recipient');
  }
  if (draft.kind === 'provide') {
    if (named.length === 0) found('recipients', 'missing_duty');
    if ((draft.fields ?? []).length === 0) found('fields', 'missing_duty');
    if (named.includes('self')) found('recipients', 'self_is_no_third_party');
  }
  if (draft.kind === 'cross_border' && named.length === 0) found('recipients', 'missing_duty');
  if (draft.kind === 'credit_query') {
    const only = named.length === 1 && named[0] !== undefined ? recipientOf(named[0]) : undefined;
    if (named.length !== 1) found('recipients', 'one_querying_institution');
    else if (only !== undefined && only.kind !== 'lender') found('recipients.0', 'not_a_lender');
    if (draft.creditPurpose === undefined) found('creditPurpose', 'missing_duty');
  }
  if (
    (draft.kind === 'credit_query' || draft.kind === 'credit_report') &&
    (draft.bureaus ?? []).length === 0
  ) {
    found('bureaus', 'missing_duty');
  }
  return findings;
}
