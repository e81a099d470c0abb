/** Owns the funnel report against leads, visits and outcomes made through the API; must not know how it is summed. */

import { parse } from 'csv-parse/browser/esm/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { chinaDay } from '../../worker/encoding/china-day.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import {
  configure,
  formDraft,
  makeKey,
  openShop,
  partnerOrigin,
  publishForm,
  type Shop,
} from './scenario.ts';
import { runSql } from './stored.ts';

let shop: Shop;
let promoter: string;
const code: Record<string, string> = {};
const today = chinaDay(Date.now());
const dayMs = 86_400_000;
const dayAgo = (days: number) => chinaDay(Date.now() - days * dayMs);

const none = { visits: 0, starts: 0, leads: 0, delivered: 0, signed: 0, disbursed: 0, amount: 0 };
const report = async (query: string) => configure('GET', `/v1/reports/funnel?${query}`, shop.owner);
const visit = (kind: string, ref?: string, form = 'biz') =>
  call('POST', `/v1/t/${shop.tenant}/visits`, {
    body: { kind, form, ref },
    headers: { origin: partnerOrigin },
  });

beforeAll(async () => {
  shop = await openShop();
  const receivers = standInReceivers(shop.tenant);
  await publishForm(shop.tenant, shop.owner, 'other', { ...formDraft, title: '另一张表单' });
  const made = await configure('POST', '/v1/promoters', shop.owner, { kind: 'staff', name: '小李' });
  promoter = pickText(made, 'id');
  const link = async (name: string, body: unknown) => {
    code[name] = pickText(await configure('POST', '/v1/links', shop.owner, body), 'code');
  };
  await link('top', { form: 'biz', channel: '地推', campaign: 'spring', promoter });
  await link('below', { parent: code.top });
  await link('poster', { form: 'biz', channel: '海报' });

  await addWebhook(shop, 'crm');
  const leads: string[] = [];
  for (const ref of [code.top, code.below, code.below, code.poster, undefined]) {
    leads.push(
      await submit(shop, { values: otherPerson(leads.length), ...(ref === undefined ? {} : { ref }) }),
    );
  }
  await eventually(() => expect(receivers.received).toHaveLength(5));
  // After the deliveries: this one arrives nowhere.
  await configure('PUT', '/v1/destinations/crm', shop.owner, {
    kind: 'webhook',
    recipient: 'self',
    config: { url: `https://crm.example/${shop.tenant}` },
    enabled: false,
  });
  leads.push(await submit(shop, { form: 'other', values: otherPerson(9) }));
  const told = (at: number, body: object) =>
    configure('POST', `/v1/leads/${leads[at]}/outcomes`, shop.owner, { id: crypto.randomUUID(), ...body });
  await told(0, { type: 'signed', amount: 999 });
  await told(1, { type: 'disbursed', amount: 100_000 });
  await told(1, { type: 'disbursed', amount: 50_000 });
  await told(2, { type: 'approved', amount: 70_000 });
  await told(3, { type: 'rejected' });
  // Back from what it had reached: it did reach it.
  await told(0, { type: 'returned' });
  // Erased leads still count: a count is nobody's data.
  await configure('DELETE', `/v1/leads/${leads[2]}`, shop.owner);

  for (const ref of [code.top, code.top, code.below, undefined]) await visit('view', ref);
  await visit('start', code.top);
  await visit('start');
  await visit('view', undefined, 'other');
});

describe('leads, visits and outcomes', () => {
  test('by channel, a child’s with its parent’s', async () => {
    const told = await report('by=channel');
    expect(pick(told, 'items')).toEqual([
      { key: '地推', visits: 3, starts: 1, leads: 3, delivered: 3, signed: 3, disbursed: 1, amount: 150_000 },
      { ...none, key: null, visits: 2, starts: 1, leads: 2, delivered: 1 },
      { ...none, key: '海报', leads: 1, delivered: 1 },
    ]);
    expect(pick(told, 'total')).toEqual({
      visits: 5,
      starts: 2,
      leads: 6,
      delivered: 5,
      signed: 3,
      disbursed: 1,
      amount: 150_000,
    });
  });

  test('by campaign', async () => {
    expect(pick(await report('by=campaign'), 'items')).toMatchObject([
      { key: 'spring', leads: 3, visits: 3, amount: 150_000 },
      { key: null, leads: 3, visits: 2 },
    ]);
  });

  test('by promoter, whose own link it was', async () => {
    expect(pick(await report('by=promoter'), 'items')).toMatchObject([
      { key: null, leads: 5, visits: 3, signed: 2, disbursed: 1 },
      { key: promoter, leads: 1, visits: 2, signed: 1, disbursed: 0 },
    ]);
  });

  test('by form', async () => {
    expect(pick(await report('by=form'), 'items')).toMatchObject([
      { key: 'biz', leads: 5, visits: 4, starts: 2 },
      { key: 'other', leads: 1, visits: 1, delivered: 0 },
    ]);
  });

  test('by day in China, and every grouping comes to the same total', async () => {
    expect(pick(await report('by=day'), 'items')).toMatchObject([{ key: today, leads: 6, visits: 5 }]);
    const totals = await Promise.all(
      ['channel', 'campaign', 'promoter', 'form', 'day'].map(async (by) =>
        pick(await report(`by=${by}`), 'total'),
      ),
    );
    for (const total of totals) expect(total).toEqual(totals[0]);
  });

  test('as a file', async () => {
    const file = await call('GET', '/v1/reports/funnel?by=channel&format=csv', { key: shop.owner });
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="funnel-channel-.*\.csv"$/,
    );
    const rows: string[][] = parse(file.text, { bom: true });
    expect(rows.slice(0, 3)).toEqual([
      ['key', 'visits', 'starts', 'leads', 'delivered', 'signed', 'disbursed', 'amount'],
      ['地推', '3', '1', '3', '3', '3', '1', '150000'],
      ['', '2', '1', '2', '1', '0', '0', '0'],
    ]);
  });
});

describe('a period', () => {
  test('takes in its first and its last day whole, as China counts them', async () => {
    const other = await openShop();
    const shift = (seq: number, at: string) =>
      runSql(other.tenant, 'UPDATE leads SET created_at = ? WHERE seq = ?', Date.parse(at), seq);
    for (let seq = 1; seq <= 4; seq++) await submit(other, { values: otherPerson(seq) });
    await shift(1, '2026-10-31T15:59:59.999Z');
    await shift(2, '2026-10-31T16:00:00.000Z');
    await shift(3, '2026-11-02T15:59:59.999Z');
    await shift(4, '2026-11-02T16:00:00.000Z');
    const told = await configure(
      'GET',
      '/v1/reports/funnel?by=day&from=2026-11-01&to=2026-11-02',
      other.owner,
    );
    expect(pickList(told, 'items').map((item) => [pick(item, 'key'), pick(item, 'leads')])).toEqual([
      ['2026-11-01', 1],
      ['2026-11-02', 1],
    ]);
    expect(told).toMatchObject({ from: '2026-11-01', to: '2026-11-02', by: 'day' });
  });

  test('is the last thirty days when none is asked for', async () => {
    expect(await report('by=form')).toMatchObject({ from: dayAgo(29), to: today });
  });

  test('without anything is an empty report', async () => {
    expect(await report('by=channel&from=2020-01-01&to=2020-12-31')).toMatchObject({
      items: [],
      total: none,
    });
  });

  test.for([
    ['by=colour', 'by invalid_shape'],
    ['from=2026-13-01', 'from not_a_day'],
    ['to=yesterday', 'to not_a_day'],
    ['from=2026-11-02&to=2026-11-01', 'from not_a_day'],
    ['format=xls', 'format invalid_shape'],
  ])('%s is refused', async ([query = '', finding]) => {
    const answer = await call('GET', `/v1/reports/funnel?${query}`, { key: shop.owner });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
  });
});

test('many leads are counted in stretches, each once, and those that came since the last report with them', async () => {
  const total = 12_050;
  const large = await openShop();
  await submit(large);
  const add = (from: number, to: number) =>
    runSql(
      large.tenant,
      `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
       INSERT INTO leads (seq, submission, fingerprint, form, form_version, created_at, flags, attribution, first_entry, entries)
       SELECT i, randomblob(16), x'', CASE i % 2 WHEN 0 THEN 'even' ELSE 'odd' END, 1, created_at, flags, attribution,
         first_entry, entries FROM n, leads WHERE seq = 1`,
    );
  await add(2, total);
  await runSql(
    large.tenant,
    `INSERT INTO outcomes (event, lead, source, id, type, received_at, amount)
     SELECT 100000 + seq, seq, 0, 'o' || seq, 'disbursed', created_at, 2 FROM leads WHERE seq % 4 = 0`,
  );
  // The same loans as the destinations tell them, in two parts.
  await runSql(
    large.tenant,
    `INSERT INTO outcomes (event, lead, source, id, type, received_at, amount)
     SELECT part * 200000 + seq, seq, 1, 'p' || part || seq, 'disbursed', created_at, 1
     FROM leads, (SELECT 1 AS part UNION SELECT 2) WHERE seq % 4 = 0`,
  );
  await runSql(
    large.tenant,
    `INSERT INTO deliveries (event, destination, lead, state, attempts)
     SELECT seq, number, seq, 'delivered', 1 FROM leads, (SELECT 1 AS number UNION SELECT 2) WHERE seq % 3 = 0`,
  );
  const told = () => configure('GET', '/v1/reports/funnel?by=form', large.owner);
  const disbursed = Math.floor(total / 4);
  expect(pick(await told(), 'total')).toEqual({
    ...none,
    leads: total,
    delivered: Math.floor(total / 3),
    signed: disbursed,
    disbursed,
    amount: 2 * disbursed,
  });
  await add(total + 1, total + 1500);
  expect(pick(await told(), 'items')).toMatchObject([
    { key: 'even', leads: (total + 1500) / 2, disbursed },
    { key: 'odd', leads: (total + 1500) / 2 - 1, disbursed: 0 },
    { key: 'biz', leads: 1 },
  ]);
});

test('a marketer reads it too, and it names nobody', async () => {
  const told = await call('GET', '/v1/reports/funnel?by=promoter', { key: await makeKey(shop, 'marketer') });
  expect(told.status).toBe(200);
  expect(told.text).not.toMatch(/小李|张三|138000/);
});
