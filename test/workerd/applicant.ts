/** Owns what an applicant's browser sends: a valid submission and its variations; must not know how a shop is set up. */
import { type Answer, type CallOptions, call } from './api.ts';
import { partnerOrigin, type Shop } from './scenario.ts';

let minted = 0;

export function freshSubmissionId(): string {
  minted += 1;
  return `sub_${crypto.randomUUID().replace(/-/g, '')}${minted}`;
}

/** Marked so that a leak is found wherever it turns up. */
export const person = {
  name: '欧阳密芷',
  phone: '13912345678',
  idNumber: '110105199003070025',
  email: 'leak-marker@example.com',
  note: '备注泄漏标记',
} as const;

/** A submission that is accepted: every consent of the form granted. */
export function submissionOf(shop: Shop, more: Record<string, unknown> = {}) {
  const values: Record<string, unknown> = { ...person, amount: 200_000, term: 12, use: '周转' };
  return {
    id: freshSubmissionId(),
    form: shop.form,
    formVersion: shop.formVersion,
    values,
    grants: grantsOf(shop),
    declarations: { adult: true },
    costSheet: { digest: shop.digest, visibleMs: 6000 },
    ...more,
  };
}

/** A decision on each notice of the form: granted, or what is given for it; `null` leaves it out. */
export function grantsOf(shop: Shop, decisions: Record<string, 'granted' | 'refused' | null> = {}) {
  return shop.notices.flatMap((pin) => {
    const decision = decisions[pin.notice] === undefined ? 'granted' : decisions[pin.notice];
    return decision === null || decision === undefined ? [] : [{ ...pin, decision }];
  });
}

/** A lead's values with another phone, so that it is another person. */
export function otherPerson(number: number) {
  return {
    name: '张三',
    phone: `138${String(number).padStart(8, '0')}`,
    amount: 10_000,
  };
}

/** Posts a submission as the partner's page does. */
export function post(shop: { tenant: string }, body: unknown, options: CallOptions = {}): Promise<Answer> {
  return call('POST', `/v1/t/${shop.tenant}/submissions`, {
    ...(options.raw === undefined ? { body } : {}),
    ...options,
    headers: { origin: partnerOrigin, ...options.headers },
  });
}

/** Submits and answers with the lead's id; throws when it was refused. */
export async function submit(shop: Shop, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await post(shop, submissionOf(shop, more));
  const lead: unknown = Reflect.get(Object(answer.json), 'lead');
  if (answer.status !== 201 || typeof lead !== 'string') throw new Error(`refused: ${answer.text}`);
  return lead;
}
