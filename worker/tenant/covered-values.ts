/** Owns which values of a stored lead may be used under the consents that hold of it; must not open or store any. */

import type { Values } from '../../contract/form.ts';
import { withheldFields } from '../../contract/judge-sensitive.ts';
import type { DecidedNotice } from '../routing/recipients.ts';
import type { FormStore } from './forms.ts';
import type { LeadRow } from './leads.ts';

type OfForm = Pick<LeadRow, 'form' | 'form_version'>;

/** Ids of the fields whose values nothing allows: leads of before values had to be covered may hold some. */
export function withheldOf(
  forms: FormStore,
  row: OfForm,
  decided: readonly DecidedNotice[],
): ReadonlySet<string> {
  const bundle = forms.bundle(row.form, row.form_version);
  if (bundle === null) throw new Error('a lead names a form version that is not there');
  const grants = decided.map(({ notice, decision }) => ({ notice: notice.id, decision }));
  return withheldFields(bundle.form, bundle.notices, grants);
}

/** The values that may be told, routed by and shown. */
export function coveredValues(
  forms: FormStore,
  row: OfForm,
  decided: readonly DecidedNotice[],
  values: Values,
): Values {
  return without(values, withheldOf(forms, row, decided));
}

export function without(values: Values, fields: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.has(field)));
}
