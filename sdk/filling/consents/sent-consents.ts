/** Owns which consents a submission decides on; must not know how a decision is made. */
import { fieldsOf, type PinnedConsent } from '../../../contract/form.ts';
import { coveringNotices } from '../../../contract/judge-sensitive.ts';
import { askedConsents } from '../../form/consents/consent-list.tsx';
import type { FormState } from '../../form/form-state.ts';

/**
 * Those that were asked; and of those refused lately, which are not asked again, the ones that free a required field: the
 * server must see why it is missing.
 */
export function sentConsents(state: FormState): PinnedConsent[] {
  const { form, notices } = state.bundle;
  const asked = askedConsents(state);
  const freeing = new Set(
    fieldsOf(form).flatMap((field) =>
      field.required ? coveringNotices(field, notices).map(({ id }) => id) : [],
    ),
  );
  return form.consents.filter((consent) => asked.includes(consent) || freeing.has(consent.notice));
}
