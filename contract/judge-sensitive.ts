/** Owns the tie between an identity number and the consent to its use (PIPL art. 29); must not know storage. */
import { fieldsOf, type PublishedForm, type Values } from './form.ts';
import type { PublishedNotice } from './notice.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Grant } from './submission.ts';

/**
 * Null when no identity number is among the values, or one `sensitive` notice of the form is granted; else
 * `consent_missing` for those notices. The consent itself stays optional: leaving the number out is always possible.
 */
export function judgeSensitive(
  form: PublishedForm,
  notices: readonly PublishedNotice[],
  values: Values,
  grants: readonly Grant[],
): Refusal | null {
  const isGiven = fieldsOf(form).some(
    (field) => field.kind === 'id_number' && values[field.id] !== undefined,
  );
  if (!isGiven) return null;
  const sensitive = notices.filter((notice) => notice.kind === 'sensitive');
  const isGranted = sensitive.some((notice) =>
    grants.some((grant) => grant.notice === notice.id && grant.decision === 'granted'),
  );
  if (isGranted) return null;
  return refuse(
    'consent_missing',
    sensitive.map((notice) => ({ path: notice.id, code: 'needed_for_id_number' })),
  );
}
