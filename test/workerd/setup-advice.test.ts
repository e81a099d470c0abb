/** Owns what an answer to PUT tells of what was saved and will not work; must not check what is refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { pick, pickText } from './api.ts';
import { configure, createTenant, openShop, type Shop } from './scenario.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  await configure('PUT', '/v1/recipients/unnamed', shop.owner, {
    legalName: '丙银行股份有限公司',
    kind: 'lender',
    contact: '95501',
  });
});

const webhook = (more: object = {}) => ({
  kind: 'webhook',
  recipient: 'self',
  config: { url: 'https://crm.example.cn/hook' },
  ...more,
});
const put = (path: string, body: object) => configure('PUT', path, shop.owner, body);
function adviceOf(answer: unknown): string[] {
  const advice = pick(answer, 'advice');
  return Array.isArray(advice)
    ? advice.map((one) => `${pickText(one, 'path')} ${pickText(one, 'code')}`)
    : [];
}

describe('a destination', () => {
  test('that will get what it is for is saved without advice', async () => {
    expect(pick(await put('/v1/destinations/own', webhook()), 'advice')).toBeUndefined();
    expect(adviceOf(await put('/v1/destinations/bank', webhook({ recipient: 'bank-a' })))).toEqual([]);
  });
  test('of a recipient whom no consent names is told of', async () => {
    const saved = await put('/v1/destinations/lost', webhook({ recipient: 'unnamed' }));
    expect(adviceOf(saved)).toEqual(['recipient no_consent_names_it']);
    expect(pickText(saved, 'advice', 0, 'message')).toContain('不会有申请投递到这里');
  });
  test('abroad is told of where no form lets values go there', async () => {
    const saved = await put('/v1/destinations/abroad', webhook({ region: 'sg' }));
    expect(adviceOf(saved)).toEqual(['region no_consent_lets_abroad']);
  });
  test('is told which field of its mapping no form asks for', async () => {
    const mapping = { 姓名: '{{lead.values.name}}', 车: '{{lead.values.plate}}', 编号: '{{lead.id}}' };
    const body = { kind: 'wecom_bot', recipient: 'self', config: { key: 'abc', mapping } };
    const saved = await put('/v1/destinations/bot', body);
    expect(adviceOf(saved)).toEqual(['config.mapping.车 field_not_asked']);
    expect(pickText(saved, 'advice', 0, 'message')).toContain('plate');
  });
});

describe('a rule set', () => {
  test('is told what leads nowhere and what is never true', async () => {
    await put('/v1/destinations/own', webhook());
    await put('/v1/destinations/off', webhook({ enabled: false }));
    await put('/v1/destinations/lost', webhook({ recipient: 'unnamed' }));
    const rule = { strategy: 'all', to: ['own'] };
    const saved = await put('/v1/routes', {
      rules: [
        { ...rule, id: 'a', to: ['off', 'own'] },
        { ...rule, id: 'b', when: { field: 'form', op: 'eq', value: 'gone' } },
        { ...rule, id: 'c', when: { field: 'use', op: 'in', value: ['周转', '买房'] } },
        { ...rule, id: 'd', when: { all: [{ field: 'values.term', op: 'eq', value: 36 }] } },
        { ...rule, id: 'e', when: { field: 'form', op: 'eq', value: 'biz' } },
        { ...rule, id: 'f', when: { field: 'use', op: 'ne', value: '买房' } },
      ],
      fallback: ['lost'],
    });
    expect(adviceOf(saved)).toEqual([
      'rules.0.to.0 destination_is_off',
      'rules.1.when.value never_so',
      'rules.2.when.value never_so',
      'rules.3.when.all.0.value never_so',
      'fallback.0 no_consent_names_it',
    ]);
  });
});

describe('a recipient', () => {
  const bank = { legalName: '丁银行股份有限公司', kind: 'lender', contact: '95502' };
  test('whose USCC does not fit its check sign is saved, and told of', async () => {
    const { owner } = await createTenant();
    const save = (uscc: string) => configure('PUT', '/v1/recipients/bank-d', owner, { ...bank, uscc });
    expect(adviceOf(await save('91350100M000100Y43'))).toEqual([]);
    expect(adviceOf(await save('91350100M000100Y44'))).toEqual(['uscc uscc_doubtful']);
    await expect(save('91350100M000100Y4')).rejects.toThrow('422');
    await expect(save('91350100M000100YO3')).rejects.toThrow('422');
  });
});
