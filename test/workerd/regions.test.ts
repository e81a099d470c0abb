/** Owns what leaves the mainland: where destinations and recipients are, and what it takes to send there; must not know notices' texts. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList } from './api.ts';
import { grantsOf, person } from './applicant.ts';
import { applied, withdraw } from './holder.ts';
import { deliveriesOf } from './outbox.ts';
import { eventually, type Receivers, standInReceivers } from './receiver.ts';
import {
  broker,
  configure,
  formDraft,
  lender,
  noticeDraft,
  openShop,
  publishForm,
  type Shop,
} from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const webhook = (host: string, more: Record<string, unknown> = {}) => ({
  kind: 'webhook',
  recipient: 'self',
  config: { url: `https://${host}/${shop.tenant}` },
  ...more,
});
const put = (id: string, body: unknown) => call('PUT', `/v1/destinations/${id}`, { key: shop.owner, body });

async function shownOf(id: string): Promise<unknown> {
  const listed = pickList(await configure('GET', '/v1/destinations', shop.owner), 'items');
  return listed.find((one) => pick(one, 'id') === id);
}

/** Publishes a cross_border notice for these recipients' one region, and a form that asks for it. */
async function askToCross(recipient: string, fields: readonly string[]): Promise<Shop> {
  await configure(
    'POST',
    '/v1/notices',
    shop.owner,
    noticeDraft('abroad', 'cross_border', { recipients: [recipient], fields }),
  );
  const consents = [...formDraft.consents, { notice: 'abroad', required: false }];
  return { ...shop, ...(await publishForm(shop.tenant, shop.owner, 'biz', { ...formDraft, consents })) };
}

const abroad = {
  legalName: 'Example Hosting Ltd',
  kind: 'processor',
  contact: 'x@example.com',
  region: 'us',
};

describe('where a destination is', () => {
  test.for([
    ['webhook', { config: { url: 'https://a.example/' } }, 'mainland'],
    ['hubspot', { config: { portalId: '1', formGuid: '319478e5-e5fd-4d39-9d13-fc1f90bf46da' } }, 'us'],
    ['salesforce', { config: { oid: '00D600000007CiD' } }, 'us'],
    ['zoho', { config: { clientId: 'a', clientSecret: 'b', refreshToken: 'c' } }, 'us'],
    [
      'zoho',
      { config: { clientId: 'a', clientSecret: 'b', refreshToken: 'c', domain: 'com.cn' } },
      'mainland',
    ],
    ['zoho', { config: { clientId: 'a', clientSecret: 'b', refreshToken: 'c', domain: 'jp' } }, 'jp'],
    ['webhook', { region: 'HK', config: { url: 'https://a.example/' } }, 'hk'],
  ] as const)('%s with %o is taken to be in %s', async ([kind, body, region]) => {
    const answer = await put('one', { kind, recipient: 'self', ...body });
    expect(answer.json).toMatchObject({ region });
    expect(await shownOf('one')).toMatchObject({ region });
    expect(pick(await shownOf('one'), 'advice')).toBeUndefined();
  });

  test.for(['cn', 'china', 'zz', 'usa', ''])('%s is no region', async (region) => {
    const answer = await put('one', webhook('a.example', { region }));
    expectProblem(answer, 422, 'destination_rejected');
    expect(findingsOf(answer)[0]).toContain('region');
    const named = await call('PUT', '/v1/recipients/new', { key: shop.owner, body: { ...broker, region } });
    expectProblem(named, 422, 'invalid_request');
  });
});

describe('a system of the tenant’s own abroad', () => {
  test('XB-01: gets nothing without a granted cross_border notice: not_consented in the trace, no event reaches it', async () => {
    await put('crm', webhook('crm.example', { region: 'us' }));
    const holder = await applied(shop);
    await withdraw(holder, 'marketing');
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, { values: { amount: 100_000 } });
    const explained = await configure('POST', `/v1/leads/${holder.lead}/route/explain`, shop.owner);
    expect(JSON.stringify(explained)).toContain('not_consented');
    // All that is missing is the consent to leave the mainland, and the explanation says so.
    expect(JSON.stringify(explained)).toContain('接收方或其系统在境外');
    expect(receivers.received).toEqual([]);
    expect(await deliveriesOf(shop)).toEqual([]);
  });

  test('gets the fields that the granted notice names, until it is withdrawn', async () => {
    await put('crm', webhook('crm.example', { region: 'us' }));
    await configure('PUT', '/v1/recipients/host', shop.owner, abroad);
    const asking = await askToCross('host', ['name', 'amount']);
    const holder = await applied(asking);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created']));
    expect(pick(receivers.bodiesTo('crm.example')[0], 'data', 'lead', 'values')).toEqual({
      name: person.name,
      amount: 200_000,
    });
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, {
      values: { amount: 100_000, use: '设备', device: '车床' },
    });
    await eventually(() =>
      expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected']),
    );
    expect(pick(receivers.bodiesTo('crm.example')[1], 'data', 'lead', 'values')).toEqual({
      name: person.name,
      amount: 100_000,
    });
    // What takes the consent back still reaches who has the lead, and nothing after it.
    await withdraw(holder, 'abroad');
    await eventually(() => expect(receivers.typesTo('crm.example').at(-1)).toBe('consent.withdrawn'));
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, { values: { amount: 90_000 } });
    expect(receivers.typesTo('crm.example')).toEqual(['lead.created', 'lead.corrected', 'consent.withdrawn']);
  });

  test('a refused notice, or one for another region, opens nothing', async () => {
    await configure('PUT', '/v1/recipients/host', shop.owner, abroad);
    const asking = await askToCross('host', ['name']);
    await put('crm', webhook('crm.example', { region: 'us' }));
    await put('hk', webhook('hk.example', { region: 'hk' }));
    await applied(asking, { grants: grantsOf(asking, { abroad: 'refused' }) });
    expect(receivers.received).toEqual([]);
    await applied(asking);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created']));
    expect(receivers.to('hk.example')).toEqual([]);
  });

  test('a destination that moves abroad while a delivery waits: it is blocked as not_consented', async () => {
    await put('crm', webhook('crm.example'));
    receivers.answer('crm.example', { status: 503 });
    await applied(shop);
    await eventually(() => expect(receivers.to('crm.example')).toHaveLength(1));
    await eventually(async () => expect((await deliveriesOf(shop))[0]).toMatchObject({ attempts: 1 }));
    await put('crm', webhook('crm.example', { region: 'us' }));
    await runSql(shop.tenant, 'UPDATE deliveries SET next_at = 1');
    await put('crm', webhook('crm.example', { region: 'us' }));
    await eventually(async () =>
      expect((await deliveriesOf(shop))[0]).toMatchObject({ state: 'blocked', reason: 'not_consented' }),
    );
    expect(receivers.to('crm.example')).toHaveLength(1);
  });
});

describe('another legal person abroad', () => {
  test('XB-03: is sent to once a cross_border notice names it, by the fields of both texts', async () => {
    await configure('PUT', '/v1/recipients/bank-hk', shop.owner, {
      legalName: '香港某银行有限公司',
      kind: 'lender',
      contact: '+852 0000 0000',
      region: 'hk',
    });
    await configure(
      'POST',
      '/v1/notices',
      shop.owner,
      noticeDraft('to-hk', 'provide', {
        recipients: ['bank-hk'],
        fields: ['name', 'phone'],
      }),
    );
    await put('bank', webhook('bank.example', { recipient: 'bank-hk' }));
    const consents = [
      { notice: 'privacy', required: true },
      { notice: 'to-hk', required: false },
    ];
    const without = { ...shop, ...(await publishForm(shop.tenant, shop.owner, 'biz', plain(consents))) };
    await applied(without, { values: { name: person.name, phone: person.phone, amount: 10_000 } });
    expect(receivers.received).toEqual([]);
    await configure(
      'POST',
      '/v1/notices',
      shop.owner,
      noticeDraft('abroad', 'cross_border', {
        recipients: ['bank-hk'],
        fields: ['phone', 'amount'],
      }),
    );
    const asking = {
      ...shop,
      ...(await publishForm(
        shop.tenant,
        shop.owner,
        'biz',
        plain([...consents, { notice: 'abroad', required: false }]),
      )),
    };
    await applied(asking, { values: { name: person.name, phone: person.phone, amount: 10_000 } });
    await eventually(() => expect(receivers.typesTo('bank.example')).toEqual(['lead.created']));
    expect(pick(receivers.bodiesTo('bank.example')[0], 'data', 'lead', 'values')).toEqual({
      phone: person.phone,
    });
  });

  test('cannot be said to be elsewhere once a notice names it', async () => {
    const answer = await call('PUT', '/v1/recipients/bank-a', {
      key: shop.owner,
      body: { ...lender, region: 'hk' },
    });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(['region recipient_is_named']);
    expect(await configure('PUT', '/v1/recipients/bank-a', shop.owner, lender)).toMatchObject({
      region: 'mainland',
    });
  });
});

describe('a destination of before regions were asked for', () => {
  const forget = async () => {
    await runSql(shop.tenant, 'UPDATE destinations SET region = NULL');
    // Saving another one makes the object read its table again.
    await put('other', webhook('other.example', { enabled: false }));
  };
  const zoho = (recipient: string) => ({
    kind: 'zoho',
    recipient,
    config: {
      clientId: 'a',
      clientSecret: 'b',
      refreshToken: 'c',
      baseUrl: `https://zoho.example/${shop.tenant}`,
    },
  });

  test('of the tenant’s own goes on as it did, and its owner is advised', async () => {
    await put('crm', webhook('crm.example'));
    await forget();
    expect(pick(await shownOf('crm'), 'region')).toBeUndefined();
    expect(pick(await shownOf('crm'), 'advice', 0)).toMatchObject({
      path: 'region',
      code: 'region_unstated',
    });
    await applied(shop);
    await eventually(() => expect(receivers.typesTo('crm.example')).toEqual(['lead.created']));
  });

  test('of anybody else is where its kind is: nothing opens by not saying', async () => {
    await put('bank', zoho('bank-a'));
    await forget();
    const { lead } = await applied(shop);
    const explained = await configure('POST', `/v1/leads/${lead}/route/explain`, shop.owner);
    expect(JSON.stringify(explained)).toContain('not_consented');
    expect(receivers.to('zoho.example')).toEqual([]);
  });
});

/** A form that asks for these consents, and for nothing sensitive. */
function plain(consents: { notice: string; required: boolean }[]) {
  const fields = (formDraft.steps[0]?.fields ?? []).filter(({ id }) => id === 'name' || id === 'phone');
  const amount = (formDraft.steps[1]?.fields ?? []).filter(({ id }) => id === 'amount');
  return { ...formDraft, steps: [{ title: '申请', fields: [...fields, ...amount] }], consents };
}
