/** Owns the receipt as the API answers it, and how a call reaches the one that it names; must not hold personal data. */

import { type Refusal, refuse } from '../../contract/problem.ts';
import type { Receipt } from '../../contract/receipt.ts';
import { holderOf, type ReceiptHolder } from '../intake/receipts.ts';
import type { ReceiptFacts } from '../tenant/rights/receipts.ts';
import { type Call, param } from './call.ts';

/** A call for a receipt that exists. */
export interface ReceiptCall extends Call, ReceiptHolder {
  id: string;
  facts: ReceiptFacts;
}

/** Ids are unguessable and say nothing when wrong: any other text is `not_found`. */
export async function withReceipt<Outcome>(
  call: Call,
  handle: (call: ReceiptCall) => Promise<Outcome>,
): Promise<Outcome | Refusal> {
  const id = param(call, 'receipt');
  const holder = await holderOf(call.env, id);
  if (holder === null) return refuse('not_found');
  const facts: ReceiptFacts | null = await holder.stub.receipts.read(id);
  return facts === null ? refuse('not_found') : handle({ ...call, ...holder, id, facts });
}

export function receiptOf({
  id,
  tenant,
  facts,
  publicUrl,
}: Pick<ReceiptCall, 'id' | 'tenant' | 'facts' | 'publicUrl'>): Receipt {
  const privacy = facts.notices.find((notice) => notice.kind === 'privacy');
  const at = (right: string) => `${publicUrl}/v1/receipts/${id}/${right}`;
  return {
    id,
    createdAt: facts.createdAt,
    tenant,
    tenantName: facts.tenantName,
    form: facts.form,
    formTitle: facts.formTitle,
    grants: facts.grants,
    ...(facts.erasedAt === null ? {} : { erasedAt: facts.erasedAt }),
    ...(facts.restrictedAt === null ? {} : { restrictedAt: facts.restrictedAt }),
    rights: {
      contact: privacy?.contact ?? facts.tenantContact ?? facts.tenantName,
      withdraw: at('withdraw'),
      verifyPhone: at('verify-phone'),
      data: at('data'),
      correct: at('correct'),
      erase: at('erase'),
      restrict: at('restrict'),
    },
  };
}
