/** Owns with what an applicant's rights open on a receipt: a code, the receipt's secret, or the number where no code is sent; not what they do. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, person } from './applicant.ts';
import { accessOf, applied, type Holder, use, verifyPhone, withdraw } from './holder.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { readConsole, type SentCodes } from './sms-shop.ts';
import { rowsOf, storedIn } from './stored.ts';

const minute = 60_000;

/** Sends codes. */
let shop: Shop;
let codeless: Shop;
let sent: SentCodes;
let people = 0;
beforeAll(async () => {
  [shop, codeless] = await Promise.all([openShop(), openShop()]);
  await configure('PATCH', '/v1/tenant', shop.owner, { settings: { sms: { provider: 'console' } } });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  sent = readConsole();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Someone whose phone has had no code yet. */
async function someone(of = shop): Promise<Holder & { phone: string }> {
  people += 1;
  const values = otherPerson(people);
  return { ...(await applied(of, { values })), phone: String(Reflect.get(values, 'phone')) };
}
const codeFor = ({ receipt }: { receipt: string }, phone: string) =>
  call('POST', `/v1/receipts/${receipt}/codes`, { body: { phone } });
async function codeOf(holder: { receipt: string; phone: string }): Promise<string> {
  const answer = await codeFor(holder, holder.phone);
  expect(answer.status, answer.text).toBe(202);
  return vi.waitFor(() => sent.last(shop));
}
const rights: [string, unknown][] = [
  ['data', undefined],
  ['correct', { values: { name: '欧阳新名' } }],
  ['restrict', { restricted: true }],
  ['erase', {}],
];
const seen = (answer: Answer) => [
  answer.status,
  answer.text.replace(/"requestId":"[^"]+"/, ''),
  ...[...answer.headers].filter(([name]) => name !== 'x-request-id').sort(),
];

describe('where the tenant sends codes', () => {
  test('the number alone gives access that opens nothing: staff read it', async () => {
    const holder = await someone();
    const answer = await verifyPhone(holder, holder.phone);
    expect(answer.json).toMatchObject({ access: expect.stringMatching(/^ra_/), proof: 'number' });
    const before = await storedIn(shop.tenant);
    for (const [right, body] of rights) {
      const refused = await use(holder, right, pickText(answer.json, 'access'), body);
      expectProblem(refused, 403, 'proof_needed');
    }
    expect(await storedIn(shop.tenant)).toEqual(before);
    // Withdrawing is as easy as ever.
    expect((await withdraw(holder, 'marketing')).status).toBe(200);
  });

  test.for(['code', 'receipt'] as const)('%s opens each, and the log says so', async (proof) => {
    const holder = await someone();
    const shown = proof === 'code' ? { code: await codeOf(holder) } : { receiptSecret: holder.secret };
    const answer = await verifyPhone(holder, holder.phone, shown);
    expect(answer.json).toMatchObject({ proof });
    for (const [right, body] of rights) {
      expect((await use(holder, right, pickText(answer.json, 'access'), body)).status, right).toBe(200);
    }
    const log = await configure('GET', `/v1/access-log?lead=${holder.lead}`, shop.owner);
    const words = {
      code: 'proven by a code sent to the phone',
      receipt: 'proven by the secret of the receipt',
    };
    for (const entry of pickList(log, 'items')) {
      expect(entry).toMatchObject({ key: 'applicant' });
      expect(pickText(entry, 'reason')).toMatch(new RegExp(`by the applicant, ${words[proof]}$`));
    }
    expect(pickList(log, 'items').map((entry) => pick(entry, 'action'))).toEqual([
      'erase',
      'restrict',
      'correct',
      'export',
    ]);
  });

  test('access for the number can’t be turned into access for a code', async () => {
    const holder = await someone();
    const access = await accessOf(holder, holder.phone);
    for (const sign of ['c', 'r']) {
      expectProblem(await use(holder, 'data', access.replace(/n_/, `${sign}_`)), 401, 'unauthorized');
    }
  });

  test('a code is good once, for this receipt, with its own five tries', async () => {
    const holder = await someone();
    const code = await codeOf(holder);
    const wrong = code === '000000' ? '000001' : '000000';
    const refused = await verifyPhone(holder, holder.phone, { code: wrong });
    expectProblem(refused, 422, 'invalid_values');
    expect(findingsOf(refused)).toEqual(['code invalid_code']);
    const other = await applied(shop, { values: { ...otherPerson(people), phone: holder.phone } });
    expect(findingsOf(await verifyPhone(other, holder.phone, { code }))).toEqual(['code invalid_code']);
    expect((await verifyPhone(holder, holder.phone, { code })).status).toBe(200);
    const again = await verifyPhone(holder, holder.phone, { code });
    expect(findingsOf(again)).toEqual(['code code_expired']);
    pass(minute);
    const next = await codeOf(holder);
    for (let at = 0; at < 5; at++) {
      await verifyPhone(holder, holder.phone, { code: next === '000000' ? '000001' : '000000' });
    }
    expect(findingsOf(await verifyPhone(holder, holder.phone, { code: next }))).toEqual([
      'code code_expired',
    ]);
  });

  test('asking for one tells nobody whose receipt it is, and sends none to a stranger', async () => {
    const holder = await someone();
    const stranger = '13500000001';
    for (const wait of [0, 10_000, minute]) {
      pass(wait);
      const [theirs, others] = [await codeFor(holder, holder.phone), await codeFor(holder, stranger)];
      expect(seen(others)).toEqual(seen(theirs));
    }
    await vi.waitFor(() => expect(sent.lines.filter((line) => line.includes('gets'))).toHaveLength(2));
    expect(findingsOf(await codeFor(holder, '12345'))).toEqual(['phone invalid_phone']);
    expectProblem(await codeFor({ receipt: `${holder.receipt.slice(0, -2)}aa` }, stranger), 404, 'not_found');
  });

  test('no code goes to a phone that the tenant put there, and none opens anything', async () => {
    const holder = await someone();
    const staffs = '13500000002';
    await configure('POST', `/v1/leads/${holder.lead}/correct`, shop.owner, { values: { phone: staffs } });
    const wish = await codeFor(holder, staffs);
    expectProblem(wish, 422, 'invalid_request');
    expect(findingsOf(wish)).toEqual(['phone phone_unproven']);
    expect(sent.lines).toEqual([]);
    expect(findingsOf(await verifyPhone(holder, staffs, { code: '123456' }))).toEqual([
      'code phone_unproven',
    ]);
    expect((await verifyPhone(holder, staffs)).json).toMatchObject({ proof: 'number' });
    // The applicant's own device still opens everything.
    const access = await accessOf(holder, staffs, { receiptSecret: holder.secret });
    expect((await use(holder, 'data', access)).status).toBe(200);
  });

  test('the page asks for the code', async () => {
    const page = await call('GET', `/r/${(await someone()).receipt}`);
    expect(page.text).toContain('id="code-row"');
  });
});

describe('where it sends none', () => {
  test('the number opens each: nothing else is to be had on another device, and the log claims no more', async () => {
    const holder = await someone(codeless);
    const access = await accessOf(holder, holder.phone);
    for (const [right, body] of rights) {
      expect((await use(holder, right, access, body)).status, right).toBe(200);
    }
    const log = await rowsOf(codeless.tenant, 'access_log');
    expect(log.map(({ reason }) => String(reason))).toEqual([
      'exported by the applicant, who gave the phone number and nothing else',
      'values corrected by the applicant, who gave the phone number and nothing else',
      'processing restricted by the applicant, who gave the phone number and nothing else',
      'erased by the applicant, who gave the phone number and nothing else',
    ]);
    const wish = await codeFor(await someone(codeless), person.phone);
    expect(findingsOf(wish)).toEqual(['phone sms_not_configured']);
    expect((await call('GET', `/r/${holder.receipt}`)).text).not.toContain('id="code-row"');
  });

  test('another receipt’s secret is refused, and a wrong number before any secret', async () => {
    const [holder, other] = [await someone(codeless), await someone(codeless)];
    const refused = await verifyPhone(holder, holder.phone, { receiptSecret: other.secret });
    expectProblem(refused, 422, 'invalid_values');
    expect(findingsOf(refused)).toEqual(['receiptSecret invalid_receipt_secret']);
    const wrong = await verifyPhone(holder, '13800138000', { receiptSecret: holder.secret });
    expectProblem(wrong, 403, 'phone_mismatch');
    const malformed = await verifyPhone(holder, holder.phone, { receiptSecret: 'x' });
    expect(findingsOf(malformed)).toEqual(['receiptSecret invalid_receipt_secret']);
  });
});

function pass(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}
