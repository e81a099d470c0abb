/** Owns who is to sign an authorisation, in clear, for the provider that takes the signature; must not mask or show it. */
import { type FieldKind, fieldsOf } from '../../../contract/form.ts';
import { isRefusal } from '../../../contract/problem.ts';
import type { TenantContext } from '../context.ts';
import type { FormStore } from '../forms.ts';
import type { LeadStore } from '../leads.ts';
import { openLead } from '../rights/clear-lead.ts';
import type { AuthorisationStore } from './authorisations.ts';

export interface SignerStores {
  authorisations: AuthorisationStore;
  leads: LeadStore;
  forms: FormStore;
}

export interface ClearSigner {
  name: string;
  phone: string;
  idNumber?: string;
}

/** Null for an id that is none, and where the lead lacks a name or a phone, or can't be opened. */
export async function clearSignerOf(
  context: TenantContext,
  { authorisations, leads, forms }: SignerStores,
  id: string,
): Promise<ClearSigner | null> {
  const row = authorisations.rowOf(id);
  const lead = row === undefined ? undefined : leads.row(row.lead);
  const form = lead === undefined ? undefined : forms.version(lead.form, lead.form_version);
  if (lead === undefined || form === undefined) return null;
  const content = await openLead(context, lead);
  if (isRefusal(content)) return null;
  const first = (kind: FieldKind): string | undefined => {
    const value = fieldsOf(form)
      .filter((field) => field.kind === kind)
      .map((field) => content.values[field.id])
      .find((one) => one !== undefined && one !== '');
    return typeof value === 'string' ? value : undefined;
  };
  const [name, phone, idNumber] = [first('name'), first('phone'), first('id_number')];
  if (name === undefined || phone === undefined) return null;
  return { name, phone, ...(idNumber === undefined ? {} : { idNumber }) };
}
