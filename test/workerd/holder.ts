/** Owns what the holder of a receipt does, as the receipt's page does it; must not check anything. */
import { type Answer, call, pickText } from './api.ts';
import { person, post, submissionOf } from './applicant.ts';
import type { Shop } from './scenario.ts';

export interface Holder {
  lead: string;
  receipt: string;
  /** From the fragment of the receipt's address. */
  secret: string;
}

/** Submits, and answers with the lead and its receipt; throws when it was refused. */
export async function applied(shop: Shop, more: Record<string, unknown> = {}): Promise<Holder> {
  const answer = await post(shop, submissionOf(shop, more));
  if (answer.status !== 201) throw new Error(`refused: ${answer.text}`);
  return {
    lead: pickText(answer.json, 'lead'),
    receipt: pickText(answer.json, 'receipt', 'id'),
    secret: new URL(pickText(answer.json, 'receipt', 'url')).hash.slice(1),
  };
}

export function receiptOf({ receipt }: Holder): Promise<Answer> {
  return call('GET', `/v1/receipts/${receipt}`);
}

export function withdraw({ receipt }: Holder, notice: unknown): Promise<Answer> {
  return call('POST', `/v1/receipts/${receipt}/withdraw`, { body: { notice } });
}

export function verifyPhone(
  { receipt }: Pick<Holder, 'receipt'>,
  phone: unknown = person.phone,
  proof: { code?: string; receiptSecret?: string } = {},
): Promise<Answer> {
  return call('POST', `/v1/receipts/${receipt}/verify-phone`, { body: { phone, ...proof } });
}

/** Access for whoever knows the phone, and shows what else is given. */
export async function accessOf(
  holder: Holder,
  phone?: string,
  proof: { code?: string; receiptSecret?: string } = {},
): Promise<string> {
  return pickText((await verifyPhone(holder, phone, proof)).json, 'access');
}

/** Uses a right under an access; `data` is read, the others are posted. */
export function use({ receipt }: Holder, right: string, access: string, body?: unknown): Promise<Answer> {
  return call(right === 'data' ? 'GET' : 'POST', `/v1/receipts/${receipt}/${right}`, { key: access, body });
}
