/** Owns what can be had of a lead's applicant to sign with; must not judge what is offered. */
import type { SigningMeans } from '../../../contract/authorisation.ts';
import type { TenantContext } from '../context.ts';
import type { LeadRow } from '../leads.ts';

/** A phone that somebody else may have put into the lead is no one's to sign by. */
export function meansOf(
  context: TenantContext,
  lead: Pick<LeadRow, 'phone_key' | 'phone_unproven' | 'receipt_hash'>,
): SigningMeans {
  const hasOwnPhone = lead.phone_key !== null && lead.phone_unproven !== 1;
  const { sms, signing } = context.profile().settings;
  return {
    code: hasOwnPhone && sms !== undefined,
    receipt: lead.receipt_hash !== null,
    eSign: hasOwnPhone && signing !== undefined,
  };
}
