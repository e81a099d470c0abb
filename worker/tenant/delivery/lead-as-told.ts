/** Owns what a body tells of a stored lead beside its values and consents, cut to a recipient; must not know how it is sent. */
import type { Utm } from '../../../contract/submission.ts';
import type { ClearLead } from '../../delivery/lead-created.ts';
import { self } from '../../routing/recipients.ts';
import type { TenantContext } from '../context.ts';
import type { DeliveredLead } from '../leads.ts';
import { leadId, leadIdAt } from '../public-ids.ts';
import { timeText } from '../rows.ts';

/**
 * That someone has applied before, and the free text of the page's URL, are for the tenant alone: no notice names them.
 * @param utm absent where it is not to be told at all
 */
export function leadAsTold(
  context: TenantContext,
  row: DeliveredLead,
  recipient: string,
  utm?: Utm | undefined,
): ClearLead {
  const isOwn = recipient === self;
  return {
    tenant: context.profile().id,
    id: leadId(context, row),
    seq: row.seq,
    form: row.form,
    formVersion: row.form_version,
    createdAt: timeText(row.created_at),
    duplicateOf: row.duplicate_of === null || !isOwn ? null : leadIdAt(context, row.duplicate_of),
    flags: isOwn ? JSON.parse(row.flags) : [],
    attribution: {
      ...JSON.parse(row.attribution),
      ...(utm === undefined || !isOwn ? {} : { utm }),
    },
  };
}
