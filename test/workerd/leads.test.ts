/** Owns how leads are read: masked, revealed with a logged reason, filtered, paged, fed as events; must not erase. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickNumber, pickText } from './api.ts';
import { grantsOf, otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, formDraft, makeKey, openShop, publishForm, type Shop } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let lead: string;
beforeAll(async () => {
  standInReceivers();
  shop = await openShop();
  lead = await submit(shop, { utm: { source: 'utm-marker' }, page: { path: '/page-marker' } });
});

const clear = Object.values(person);

describe('masked reading', () => {
  test('shows how a value looks and none of it whole, in list and by id', async () => {
    const listed = await call('GET', '/v1/leads', { key: shop.owner });
    const got = await call('GET', `/v1/leads/${lead}`, { key: shop.owner });
    expect(pick(got.json, 'values')).toEqual({
      name: '欧***',
      phone: '139****5678',
      idNumber: '110***********0025',
      email: 'l***@example.com',
      amount: 200_000,
      term: 12,
      use: '周转',
      note: '***',
    });
    expect(pickList(listed.json, 'items')[0]).toEqual(got.json);
    for (const value of [...clear, 'utm-marker', 'page-marker', '密芷', '12345678', '19491231']) {
      expect(listed.text + got.text).not.toContain(value);
    }
    expect(await rowsOf(shop.tenant, 'access_log')).toEqual([]);
  });

  test('of an id that is no lead is not found', async () => {
    for (const id of ['ld_nothing', lead.replace('ld_', 'dl_'), `${lead}a`, lead.slice(0, -1)]) {
      expectProblem(await call('GET', `/v1/leads/${id}`, { key: shop.owner }), 404, 'not_found');
    }
  });

  test('nothing of a lead is stored in clear', async () => {
    const searched = [...clear, 'utm-marker', 'page-marker', '12345678'];
    expect(foundIn(await storedIn(shop.tenant), searched)).toEqual([]);
  });
});

describe('reveal', () => {
  test('logs who, when and why, and answers with every value', async () => {
    const crm = await makeKey(shop, 'crm');
    const before = (await rowsOf(shop.tenant, 'access_log')).length;
    const revealed = await configure('POST', `/v1/leads/${lead}/reveal`, crm, { reason: '回访客户' });
    expect(pick(revealed, 'values')).toEqual({ ...person, amount: 200_000, term: 12, use: '周转' });
    expect(pick(revealed, 'attribution', 'utm')).toEqual({ source: 'utm-marker' });
    const log = await rowsOf(shop.tenant, 'access_log');
    expect(log).toHaveLength(before + 1);
    expect(log.at(-1)).toMatchObject({ action: 'reveal', role: 'crm', lead: 1, reason: '回访客户' });
    const shown = await configure('GET', '/v1/access-log', shop.owner);
    expect(pick(shown, 'items', 0)).toMatchObject({
      lead,
      reason: '回访客户',
      role: 'crm',
      action: 'reveal',
    });
    const key = pickList(await configure('GET', '/v1/keys', shop.owner), 'items').find(
      (one) => pick(one, 'role') === 'crm',
    );
    expect(pick(shown, 'items', 0, 'key')).toBe(pick(key, 'id'));
  });

  test.for([
    {},
    { reason: '' },
    { reason: '  ' },
    { reason: 1 },
    { reason: 'a'.repeat(501) },
    { reason: 'a', more: 1 },
  ])('without a fit reason shows nothing and logs nothing: %j', async (body) => {
    const before = await rowsOf(shop.tenant, 'access_log');
    const answer = await call('POST', `/v1/leads/${lead}/reveal`, { key: shop.owner, body });
    expectProblem(answer, 422, 'invalid_request');
    for (const value of clear) expect(answer.text).not.toContain(value);
    expect(await rowsOf(shop.tenant, 'access_log')).toEqual(before);
  });

  test('of a lead that is not there logs nothing', async () => {
    const before = await rowsOf(shop.tenant, 'access_log');
    const answer = await call('POST', '/v1/leads/ld_nothing/reveal', {
      key: shop.owner,
      body: { reason: 'x' },
    });
    expectProblem(answer, 404, 'not_found');
    expect(await rowsOf(shop.tenant, 'access_log')).toEqual(before);
  });
});

describe('filters and pages', () => {
  let busy: Shop;
  const leads: string[] = [];
  let promoter: string;
  beforeAll(async () => {
    const receivers = standInReceivers();
    busy = await openShop();
    const other = await publishForm(busy.tenant, busy.owner, 'other', { ...formDraft, title: '其他' });
    promoter = pickText(
      await configure('POST', '/v1/promoters', busy.owner, { kind: 'staff', name: '李' }),
      'id',
    );
    const link = await configure('POST', '/v1/links', busy.owner, { form: 'biz', promoter, channel: '门店' });
    for (let number = 0; number < 7; number++) {
      // Leads 0–2 came by the link; lead 3 is of another form; from lead 4 on there is a destination.
      if (number === 4) await addWebhook(busy, 'crm');
      if (number === 6) receivers.answer('crm.example', { status: 500 });
      const more = number < 3 ? { ref: pickText(link, 'code') } : {};
      const from = number === 3 ? { ...busy, form: 'other', ...other } : busy;
      leads.push(await submit(from, { ...more, values: otherPerson(number) }));
      await eventually(async () => {
        const due = (await rowsOf(busy.tenant, 'deliveries')).filter((row) => row.attempts === 0);
        expect(due).toEqual([]);
      });
    }
    await runSql(busy.tenant, 'UPDATE leads SET created_at = created_at - 86400000 WHERE seq <= 2');
  });

  async function listed(query: string): Promise<number[]> {
    const answer = await configure('GET', `/v1/leads?${query}`, busy.owner);
    return pickList(answer, 'items').map((item) => leads.indexOf(pickText(item, 'id')));
  }

  test('newest first', async () => expect(await listed('')).toEqual([6, 5, 4, 3, 2, 1, 0]));
  test('form', async () => expect(await listed('form=other')).toEqual([3]));
  test('state=delivered', async () => expect(await listed('state=delivered')).toEqual([5, 4]));
  test('state=pending', async () => expect(await listed('state=pending')).toEqual([6]));
  test('state=unrouted', async () => expect(await listed('state=unrouted')).toEqual([3, 2, 1, 0]));
  test('promoter', async () => expect(await listed(`promoter=${promoter}`)).toEqual([2, 1, 0]));
  test('channel', async () =>
    expect(await listed(`channel=${encodeURIComponent('门店')}`)).toEqual([2, 1, 0]));
  test('since', async () => {
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect(await listed(`since=${since}`)).toEqual([6, 5, 4, 3, 2]);
    expect(await listed(`since=${since}&form=biz&state=unrouted`)).toEqual([2]);
  });

  test.for([
    ['state=lost', 422],
    ['since=yesterday', 422],
    ['limit=0', 422],
    ['limit=201', 422],
    ['limit=many', 422],
    ['cursor=***', 400],
    [`cursor=${btoa('not a number')}`, 400],
    [`cursor=${btoa('-1.5')}`, 400],
  ] as const)('%s is refused', async ([query, status]) => {
    expectProblem(await call('GET', `/v1/leads?${query}`, { key: busy.owner }), status);
  });

  test('pages hold every lead once, also while new ones arrive', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const page: unknown = await configure('GET', `/v1/leads?limit=3&cursor=${cursor}`, busy.owner);
      seen.push(...pickList(page, 'items').map((item) => pickText(item, 'id')));
      cursor = pick(page, 'next') === null ? null : pickText(page, 'next');
      pages += 1;
      if (pages === 1) await submit(busy, { values: otherPerson(100) });
    }
    expect(seen).toEqual([...leads].reverse());
    expect(pages).toBe(3);
  });

  test('deliveries and the access log are paged the same way', async () => {
    const deliveries = pickList(await configure('GET', '/v1/deliveries', busy.owner), 'items').map((one) =>
      pickText(one, 'id'),
    );
    const paged: string[] = [];
    let cursor = '';
    do {
      const page = await configure('GET', `/v1/deliveries?limit=1&cursor=${cursor}`, busy.owner);
      paged.push(...pickList(page, 'items').map((one) => pickText(one, 'id')));
      cursor = String(pick(page, 'next') ?? '');
    } while (cursor !== '');
    expect(deliveries.length).toBeGreaterThan(2);
    expect(paged).toEqual(deliveries);
    for (const list of ['deliveries', 'access-log']) {
      expectProblem(
        await call('GET', `/v1/${list}?cursor=${btoa('x')}`, { key: busy.owner }),
        400,
        'invalid_cursor',
      );
    }
  });

  test('the event feed is in order, whole, and tells where to go on', async () => {
    const feed: unknown[] = [];
    let after = '0';
    for (;;) {
      const page = await configure('GET', `/v1/events?after=${after}&limit=3`, busy.owner);
      feed.push(...pickList(page, 'items'));
      const next = pick(page, 'next');
      if (next === null) break;
      after = String(next);
    }
    const seqs = feed.map((event) => pickNumber(event, 'seq'));
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(feed.slice(0, 7).map((event) => pickText(event, 'data', 'lead', 'id'))).toEqual(leads);
    expect(feed[0]).toMatchObject({
      type: 'lead.created',
      id: expect.stringMatching(/^ev_/),
      data: { tenant: busy.tenant, lead: { values: otherPerson(0) }, consents: [{}, {}, {}, {}] },
    });
    const logged = (await rowsOf(busy.tenant, 'access_log')).filter((row) => row.action === 'events');
    expect(logged.length).toBeGreaterThanOrEqual(7);
    expect(await configure('GET', `/v1/events?after=${seqs.at(-1)}`, busy.owner)).toEqual({
      items: [],
      next: null,
    });
    for (const wrong of ['-1', 'x', '1.5', '1e400']) {
      const answer = await call('GET', `/v1/events?after=${wrong}`, { key: busy.owner });
      expectProblem(answer, 422, 'invalid_request');
      expect(findingsOf(answer)).toEqual(['after invalid_shape']);
    }
  });
});

test('the receipt says what was decided and holds nothing personal', async () => {
  standInReceivers();
  const receiptShop = await openShop();
  await addWebhook(receiptShop, 'bank', 'bank-a');
  const grants = grantsOf(receiptShop, { marketing: 'refused' });
  const posted = await post(receiptShop, submissionOf(receiptShop, { grants }));
  const id = pickText(posted.json, 'receipt', 'id');
  await eventually(async () => {
    const receipt = await call('GET', `/v1/receipts/${id}`);
    expect(pick(receipt.json, 'grants', 2, 'recipients', 0)).toMatchObject({ state: 'delivered' });
  });
  const receipt = await call('GET', `/v1/receipts/${id}`);
  expect(receipt.json).toMatchObject({ id, tenant: receiptShop.tenant, form: 'biz' });
  expect(pickList(receipt.json, 'grants').map((one) => pick(one, 'decision'))).toEqual([
    'granted',
    'granted',
    'granted',
    'refused',
  ]);
  const page = await call('GET', `/r/${id}`);
  expect(page.status).toBe(200);
  for (const value of clear) expect(receipt.text + page.text).not.toContain(value);
  expect(page.text).toContain('甲银行股份有限公司');
});
