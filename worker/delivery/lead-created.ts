/** Owns the body of `lead.created` for one recipient: only what it may see; must not know how it is sent. */
import type { Attribution, ConsentEntry, EventBody, LeadCreated, LeadFlag } from '../../contract/event.ts';
import type { Values } from '../../contract/form.ts';

/** A lead with its values in clear, as far as a body needs it. */
export interface ClearLead {
  tenant: string;
  id: string;
  seq: number;
  form: string;
  formVersion: number;
  createdAt: string;
  duplicateOf: string | null;
  flags: LeadFlag[];
  attribution: Attribution;
}

/** Values and consents come already cut to the recipient. The same lead always gives the same bytes. */
export function leadCreated(
  lead: ClearLead,
  values: Values,
  consents: ConsentEntry[],
): EventBody<LeadCreated> {
  return {
    type: 'lead.created',
    timestamp: lead.createdAt,
    data: {
      tenant: lead.tenant,
      lead: {
        id: lead.id,
        seq: lead.seq,
        form: lead.form,
        formVersion: lead.formVersion,
        createdAt: lead.createdAt,
        values,
        ...(lead.duplicateOf === null ? {} : { duplicateOf: lead.duplicateOf }),
        flags: lead.flags,
      },
      consents,
      attribution: lead.attribution,
    },
  };
}
