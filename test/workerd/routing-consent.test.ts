/** Owns the promise that no value reaches a recipient without a granted notice that covers it, read off the requests themselves; not rules. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { call, pick, pickList, pickText } from './api.ts';
import { grantsOf, submit } from './applicant.ts';
import { addVersionNamingTwo } from './notice-versions.ts';
import {
  addWebhook,
  eventually,
  type Received,
  type Receivers,
  sendDue,
  standInReceivers,
} from './receiver.ts';
import { saveRoutes } from './routes.ts';
import {
  broker,
  configure,
  createTenant,
  lender,
  noticeDraft,
  openDoor,
  publishForm,
  type Shop,
} from './scenario.ts';
import { rowsOf } from './stored.ts';

/** What each optional notice lets whom see: the test's own copy of what is published. */
const provisions = [
  { notice: 'to-a', recipients: ['bank-a'], fields: ['name', 'phone', 'amount'] },
  { notice: 'to-b', recipients: ['broker-b'], fields: ['phone', 'region'] },
  { notice: 'to-both', recipients: ['bank-a', 'broker-b'], fields: ['email', 'term'] },
  { notice: 'to-c', recipients: ['bank-c'], fields: ['name', 'note', 'use'] },
];
const recipientOf: Record<string, string> = {
  crm: 'self',
  a1: 'bank-a',
  a2: 'bank-a',
  b1: 'broker-b',
  c1: 'bank-c',
};
const ids = Object.keys(recipientOf);
const fields = [
  { id: 'name', kind: 'name', label: '姓名', purpose: '称呼您', required: true },
  { id: 'phone', kind: 'phone', label: '手机', purpose: '联系您', required: true },
  { id: 'email', kind: 'email', label: '邮箱', purpose: '发送材料' },
  {
    id: 'amount',
    kind: 'amount',
    label: '金额',
    purpose: '匹配产品',
    min: 10_000,
    max: 900_000,
    step: 10_000,
  },
  { id: 'term', kind: 'term', label: '期限', purpose: '匹配产品', options: [12, 24] },
  { id: 'use', kind: 'choice', label: '用途', purpose: '匹配产品', options: ['周转', '设备'] },
  { id: 'region', kind: 'region', label: '地区', purpose: '匹配产品' },
  { id: 'note', kind: 'text', label: '备注', purpose: '匹配产品', maxLength: 100 },
];

let shop: Shop;
let receivers: Receivers;
beforeAll(async () => {
  const { tenant, owner } = await createTenant();
  receivers = standInReceivers(tenant);
  await configure('PATCH', '/v1/tenant', owner, { settings: openDoor });
  await configure('PUT', '/v1/recipients/bank-a', owner, lender);
  await configure('PUT', '/v1/recipients/broker-b', owner, broker);
  await configure('PUT', '/v1/recipients/bank-c', owner, {
    legalName: '丙银行',
    kind: 'lender',
    contact: '95599',
  });
  await configure('POST', '/v1/notices', owner, noticeDraft('privacy', 'privacy'));
  for (const { notice, recipients, fields: covered } of provisions) {
    const [first = '', second] = recipients;
    const draft = noticeDraft(notice, 'provide', { recipients: [first], fields: covered });
    await configure('POST', '/v1/notices', owner, draft);
    if (second !== undefined) await addVersionNamingTwo({ tenant, owner }, notice, second);
  }
  const published = await publishForm(tenant, owner, 'biz', {
    title: '申请',
    locale: 'zh-CN',
    disclosure: lawfulDisclosure,
    steps: [{ fields }],
    consents: [
      { notice: 'privacy', required: true },
      ...provisions.map(({ notice }) => ({ notice, required: false })),
    ],
  });
  shop = { tenant, owner, form: 'biz', ...published };
  for (const id of ids) await addWebhook(shop, id, recipientOf[id]);
});

const condition = fc.constantFrom(
  { field: 'amount', op: 'gt', value: 300_000 },
  { field: 'region', op: 'eq', value: '310000' },
  { any: [{ field: 'use', op: 'eq', value: '周转' }, { not: { field: 'term', op: 'exists', value: true } }] },
);
const rule = fc
  .record({
    to: fc.subarray(ids, { minLength: 1 }),
    strategy: fc.constantFrom('all', 'first', 'weighted'),
    more: fc.record(
      {
        when: condition,
        exclusive: fc.boolean(),
        quarantine: fc.boolean(),
        dedupe: fc.constantFrom('hold', 'first_owner'),
        caps: fc.constant([{ per: 'total', max: 40 }]),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ to, strategy, more }) => ({
    to,
    strategy,
    ...(strategy === 'weighted' ? { weights: to.map((_, at) => 7 - at) } : {}),
    ...more,
  }));
const routes = fc.record({
  rules: fc.array(rule, { maxLength: 4 }).map((rules) => rules.map((one, at) => ({ id: `r${at}`, ...one }))),
  fallback: fc.subarray(ids, { minLength: 1 }),
});
const lead = fc.record({
  granted: fc.subarray(provisions.map(({ notice }) => notice)),
  values: fc.record(
    {
      amount: fc.constantFrom(10_000, 500_000),
      term: fc.constantFrom(12, 24),
      use: fc.constantFrom('周转', '设备'),
      region: fc.constantFrom('310115', '320102'),
    },
    { requiredKeys: [] },
  ),
  isKnownPhone: fc.boolean(),
});

let people = 0;

/** Texts that are found again wherever they turn up, as long as they are this lead's alone. */
function markedPerson(isKnownPhone: boolean) {
  people += 1;
  return {
    name: `欧阳${String.fromCodePoint(0x4e00 + people)}`,
    phone: isKnownPhone ? '13912345678' : `137${String(people).padStart(8, '0')}`,
    email: `mail-${people}-x@example.com`,
    note: `备注甲${people}乙`,
  };
}

function coveredFields(recipient: string, granted: readonly string[]): Set<string> {
  const own = provisions.filter((one) => granted.includes(one.notice) && one.recipients.includes(recipient));
  return new Set(own.flatMap((one) => one.fields));
}

/** Everything that is wrong with one request, were it the only one. */
function wrongsOf(request: Received, granted: readonly string[], values: Record<string, unknown>): string[] {
  const recipient = recipientOf[request.host.split('.')[0] ?? ''] ?? '';
  if (recipient === 'self') return [];
  const covered = coveredFields(recipient, granted);
  const sent = Object.keys(Object(pick(JSON.parse(request.body), 'data', 'lead', 'values')));
  const bytes = `${request.url} ${JSON.stringify(request.headers)} ${request.body}`;
  return [
    ...(covered.size === 0 ? [`${recipient} was not agreed to`] : []),
    ...sent.filter((field) => !covered.has(field)).map((field) => `${recipient} is told ${field}`),
    ...['name', 'phone', 'email', 'note']
      .filter((field) => !covered.has(field) && bytes.includes(String(values[field])))
      .map((field) => `${recipient} can read ${field}`),
  ];
}

test('for random leads, consents and rules, each request holds what granted notices cover and no more', async () => {
  let toOthers = 0;
  await fc.assert(
    fc.asyncProperty(routes, fc.array(lead, { minLength: 1, maxLength: 3 }), async (set, leads) => {
      await saveRoutes(shop, set);
      for (const one of leads) {
        const values = { ...markedPerson(one.isKnownPhone), ...one.values };
        const refused = Object.fromEntries(
          provisions
            .filter(({ notice }) => !one.granted.includes(notice))
            .map(({ notice }) => [notice, 'refused' as const]),
        );
        receivers.received.length = 0;
        const id = await submit(shop, { values, grants: grantsOf(shop, refused) });
        await call('POST', `/v1/leads/${id}/release`, { key: shop.owner });
        const due = await sentOf(id);
        const own = receivers.received.filter((request) => request.body.includes(id));
        // A request that was not looked at would prove nothing.
        expect(own).toHaveLength(due);
        const wrongs = own.flatMap((request) => wrongsOf(request, one.granted, values));
        expect(wrongs).toEqual([]);
        toOthers += own.filter(({ host }) => !host.startsWith('crm.')).length;
      }
    }),
    { numRuns: 120 },
  );
  expect(toOthers).toBeGreaterThan(120);
}, 60_000);

/** Sends what a lead is to be sent, and answers how many deliveries it has. */
async function sentOf(id: string): Promise<number> {
  return eventually(async () => {
    await sendDue(shop.tenant);
    const answer = await call('GET', `/v1/deliveries?lead=${id}`, { key: shop.owner });
    const items = pickList(answer.json, 'items');
    expect(items.every((item) => pickText(item, 'state') === 'delivered')).toBe(true);
    return items.length;
  });
}

test('the check sees a request that tells too much', async () => {
  const values = { name: '欧阳一', phone: '13700000001', email: 'a@example.com', note: '备注' };
  const request = (body: unknown): Received => ({
    url: 'https://a1.example/',
    host: 'a1.example',
    headers: {},
    body: JSON.stringify(body),
  });
  const telling = (told: Record<string, unknown>) => request({ data: { lead: { values: told } } });
  expect(wrongsOf(telling({ phone: values.phone }), ['to-a'], values)).toEqual([]);
  expect(wrongsOf(telling({ note: 'x' }), ['to-a'], values)).toEqual(['bank-a is told note']);
  expect(wrongsOf(telling({ name: values.email }), ['to-a'], values)).toEqual(['bank-a can read email']);
  expect(wrongsOf(telling({}), ['to-b'], values)).toEqual(['bank-a was not agreed to']);
  expect((await rowsOf(shop.tenant, 'route_versions')).length).toBeGreaterThan(30);
});
