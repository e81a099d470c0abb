/** Owns by what an authorisation's page names the one who is to sign, masked; must not know markup. */
import type { SignerTrait } from '../../../contract/authorisation.ts';
import { fieldsOf } from '../../../contract/form.ts';
import { isRefusal } from '../../../contract/problem.ts';
import { maskValues } from '../../encoding/masking.ts';
import type { TenantContext } from '../context.ts';
import type { FormStore } from '../forms.ts';
import type { LeadRow } from '../leads.ts';
import { openLead } from '../rights/clear-lead.ts';

/** 张*, 110***********0025: the first of each that the lead has. */
export type NamedSigner = Partial<Record<SignerTrait, string>>;

const traits: readonly SignerTrait[] = ['name', 'id_number'];

/** Nobody where the personal data is gone or can't be opened: then the page names none, and none is confirmed. */
export async function namedSigner(
  context: TenantContext,
  { forms }: { forms: FormStore },
  lead: LeadRow,
): Promise<NamedSigner> {
  const form = forms.version(lead.form, lead.form_version);
  const content = await openLead(context, lead);
  if (form === undefined || isRefusal(content)) return {};
  const masked = maskValues(form, content.values);
  const named: NamedSigner = {};
  for (const trait of traits) {
    const field = fieldsOf(form).find(({ id, kind }) => kind === trait && masked[id] !== undefined);
    const value = field === undefined ? undefined : masked[field.id];
    if (typeof value === 'string') named[trait] = value;
  }
  return named;
}

/** What of that there is, in one order. */
export function traitsOf(named: NamedSigner): SignerTrait[] {
  return traits.filter((trait) => named[trait] !== undefined);
}
