/** Owns a tenant whose form asks that the phone be proven, and a reader of the codes sent; must not check anything. */
import { vi } from 'vitest';
import { type Answer, call } from './api.ts';
import { submissionOf } from './applicant.ts';
import { configure, formDraft, openShop, partnerOrigin, publishForm, type Shop } from './scenario.ts';

/** `biz` as it is, with the phone verified by SMS. */
export const verifiedDraft = {
  ...formDraft,
  steps: formDraft.steps.map((step) => ({
    ...step,
    fields: step.fields.map((field) => (field.id === 'phone' ? { ...field, verify: 'sms' } : field)),
  })),
};

/** A shop whose codes go to the console. */
export async function openSmsShop(): Promise<Shop> {
  const shop = await openShop();
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: { provider: 'console' } } });
  return { ...shop, form: 'sms', ...(await publishForm(shop.tenant, shop.owner, 'sms', verifiedDraft)) };
}

/** Asks for a code as the partner's page does. */
export function askCode(
  shop: { tenant: string; form: string },
  phone: string,
  form = shop.form,
  { challenge, headers = {} }: { challenge?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return call('POST', `/v1/t/${shop.tenant}/codes`, {
    body: { phone, form, challenge },
    headers: { origin: partnerOrigin, ...headers },
  });
}

export interface SentCodes {
  /** The last code that the console showed for this tenant. */
  last(shop: { tenant: string }): string;
  /** Every line logged. */
  lines: string[];
}

/** Reads the console provider's lines, which then reach no log. */
export function readConsole(): SentCodes {
  const lines: string[] = [];
  for (const level of ['log', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(' ')));
  }
  return {
    lines,
    last: (shop) => {
      const found = lines.filter((line) => line.includes(shop.tenant)).at(-1);
      const code = /gets (\d{6}),/.exec(found ?? '')?.[1];
      if (code === undefined) throw new Error(`no code was sent: ${lines.join(' | ')}`);
      return code;
    },
  };
}

/** A submission for a phone, with or without a code. */
export function withPhone(shop: Shop, phone: string, phoneCode?: string, more: Record<string, unknown> = {}) {
  return submissionOf(shop, {
    values: { name: '张三', phone, amount: 10_000 },
    ...(phoneCode === undefined ? {} : { phoneCode }),
    ...more,
  });
}
