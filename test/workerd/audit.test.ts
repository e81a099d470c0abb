/** Owns what audit entries say, who reads them and how they are filtered; must not know every route that writes one. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickNumber, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { dayMs, holdTheClock, pass } from './clock.ts';
import { standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowCounts, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  standInReceivers(shop.tenant);
});

const read = async (query = '', key = shop.owner) =>
  pickList(await configure('GET', `/v1/audit?limit=200${query}`, key), 'items');
const last = async (type: string) => (await read(`&type=${type}`)).at(-1);
const put = (id: string, body: object, key = shop.owner, headers = {}) =>
  call('PUT', `/v1/destinations/${id}`, { key, body, headers });
const zoho = (config: object = {}, more: object = {}) => ({
  kind: 'zoho',
  recipient: 'self',
  enabled: false,
  config: { clientId: '1000.A', clientSecret: 'sesame-1', refreshToken: 'sesame-2', ...config },
  ...more,
});

describe('an entry', () => {
  test('tells who, when, from which network, and what differs (SE-31)', async () => {
    const key = pickText(
      await configure('POST', '/v1/keys', shop.owner, { role: 'owner', label: '王五' }),
      'key',
    );
    const before = Date.now();
    await call('PATCH', '/v1/tenant', {
      key,
      body: {
        origins: ['https://partner.example', 'https://b.example'],
        settings: { limits: { perIpPerMinute: 7 } },
      },
      headers: { 'cf-connecting-ip': '2001:db8:17:3::9' },
    });
    const entry = await last('settings.changed');
    expect(entry).toEqual({
      seq: expect.any(Number),
      at: expect.any(String),
      type: 'settings.changed',
      who: { kind: 'key', id: expect.stringMatching(/^key_/), name: '王五' },
      concerns: shop.tenant,
      from: '2001:db8:17::/48',
      result: 'done',
      before: { origins: ['https://partner.example'], settings: { limits: { perIpPerMinute: 0 } } },
      after: {
        origins: ['https://partner.example', 'https://b.example'],
        settings: { limits: { perIpPerMinute: 7 } },
      },
    });
    expect(Date.parse(pickText(entry, 'at'))).toBeGreaterThanOrEqual(before);
  });

  test('names its key when that is revoked', async () => {
    const made = await configure('POST', '/v1/keys', shop.owner, { role: 'owner', label: '离职的人' });
    await configure('PUT', '/v1/recipients/gone', pickText(made, 'key'), {
      legalName: '丙公司',
      kind: 'broker',
      contact: '1',
    });
    await configure('DELETE', `/v1/keys/${pickText(made, 'id')}`, shop.owner);
    expect(pick(await last('recipient.saved'), 'who')).toEqual({
      kind: 'key',
      id: pickText(made, 'id'),
      name: '离职的人',
    });
    expect(await last('key.revoked')).toMatchObject({
      concerns: pickText(made, 'id'),
      before: { state: 'active' },
      after: { state: 'revoked' },
    });
  });

  test('tells of secrets that there are such, and that one was given anew, never one', async () => {
    await put('zoho', zoho());
    expect(pick(await last('destination.saved'), 'after')).toMatchObject({
      kind: 'zoho',
      config: { clientId: '1000.A' },
      secrets: { clientSecret: '***', refreshToken: '***' },
      newSecrets: ['clientSecret', 'refreshToken'],
    });
    await put('zoho', zoho({ clientSecret: 'sesame-3', refreshToken: undefined }));
    const again = await last('destination.saved');
    expect(pick(again, 'after')).toEqual({ newSecrets: ['clientSecret'] });
    await configure('PATCH', '/v1/tenant', shop.owner, {
      settings: { prefillSecret: 'open-sesame-sesame', wechat: { appId: 'wx1', appSecret: 'sesame-4' } },
    });
    expect(pick(await last('settings.changed'), 'after')).toEqual({
      settings: { wechat: { appId: 'wx1' } },
      secrets: { prefillSecret: '***', 'wechat.appSecret': '***' },
      newSecrets: ['prefillSecret', 'wechat.appSecret'],
    });
    const hook = await put('hook', {
      kind: 'webhook',
      recipient: 'self',
      config: { url: 'https://a.example/in' },
    });
    const rotated = await configure('POST', '/v1/destinations/hook/rotate', shop.owner);
    const { audit } = await storedIn(shop.tenant);
    const secrets = [pickText(hook.json, 'secret'), pickText(rotated, 'secret')];
    const told = foundIn({ audit: audit ?? [] }, [...secrets, 'sesame']);
    expect(told).toEqual([]);
  });

  test('tells of an address its host and path, and that what opens it is another', async () => {
    const to = (url: string) => put('token', { kind: 'webhook', recipient: 'self', config: { url } });
    await to('https://hub.example/in?to=alice-token');
    await to('https://hub.example/in?to=mallory-token');
    const entry = await last('destination.saved');
    const [before, after] = ['before', 'after'].map((side) => pickText(entry, side, 'config', 'url'));
    expect(before).toMatch(/^https:\/\/hub\.example\/in\?\*\*\* #[0-9a-f]{8}$/);
    expect(after).toMatch(/^https:\/\/hub\.example\/in\?\*\*\* #[0-9a-f]{8}$/);
    expect(after).not.toBe(before);
    await to('https://hub.example/hooks/T00AbCdEf93kLmNopQrs/x');
    expect(pickText(await last('destination.saved'), 'after', 'config', 'url')).toMatch(
      /^https:\/\/hub\.example\/hooks\/T00A\*\*\*\/x #/,
    );
  });

  test('is made with the change or not at all', async () => {
    await runSql(
      shop.tenant,
      "CREATE TRIGGER no_entry BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    const before = await storedIn(shop.tenant);
    vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const [method, path, body] of [
      ['PUT', '/v1/recipients/late', { legalName: '丁公司', kind: 'broker', contact: '1' }],
      ['POST', '/v1/keys', { role: 'owner', label: 'x' }],
      ['PUT', '/v1/destinations/late', zoho()],
      ['PATCH', '/v1/tenant', { name: '另一家公司' }],
      ['POST', '/v1/promoters', { kind: 'staff', name: '小王' }],
      ['POST', '/v1/links', { form: 'biz' }],
    ] as const) {
      const answer = await call(method, path, { key: shop.owner, body });
      expect(answer.status, path).toBe(500);
    }
    vi.restoreAllMocks();
    expect(await storedIn(shop.tenant)).toEqual(before);
    await runSql(shop.tenant, 'DROP TRIGGER no_entry');
    expect(pick(await configure('GET', '/v1/tenant', shop.owner), 'name')).toBe('诚信助贷');
  });

  test('of a lead read in clear names the lead', async () => {
    const lead = await submit(shop);
    await configure('POST', `/v1/leads/${lead}/reveal`, shop.owner, { reason: '回访' });
    expect(await last('lead.revealed')).toMatchObject({ concerns: lead, result: 'done' });
    await call('GET', '/v1/leads.csv?reveal=x', { key: shop.owner });
    expect(pick(await last('leads.exported'), 'after')).toEqual({ clear: true });
    await call('GET', '/v1/leads.csv', { key: shop.owner });
    expect(pick(await last('leads.exported'), 'after')).toEqual({ clear: false });
  });
});

describe('a try that was refused', () => {
  test('to make or revoke a key of more power is told', async () => {
    const marketer = await makeKey(shop, 'marketer');
    const body = { role: 'owner', label: '自己' };
    expectProblem(await call('POST', '/v1/keys', { key: marketer, body }), 403, 'forbidden');
    expect(await last('key.made')).toMatchObject({
      who: { name: 'marketer' },
      result: 'refused',
      after: body,
    });
    const keys = pickList(await configure('GET', '/v1/keys', shop.owner), 'items');
    const id = pickText(
      keys.find((one) => pick(one, 'role') === 'owner'),
      'id',
    );
    expectProblem(await call('DELETE', `/v1/keys/${id}`, { key: marketer }), 403, 'forbidden');
    expect(await last('key.revoked')).toMatchObject({
      concerns: id,
      result: 'refused',
      before: { state: 'active' },
      after: { state: 'revoked' },
    });
  });

  test('as a slip writes none', async () => {
    const before = await rowCounts(shop.tenant);
    expectProblem(await put('bad', zoho({ mapping: { a: '{{' } })), 422, 'destination_rejected');
    expectProblem(await call('DELETE', '/v1/keys/key_nobody', { key: shop.owner }), 404, 'not_found');
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });
});

describe('the log', () => {
  test('is read by owner and compliance, and written over by nobody', async () => {
    expect((await read('', await makeKey(shop, 'compliance'))).length).toBeGreaterThan(0);
    for (const role of ['marketer', 'crm', 'promoter'])
      expectProblem(await call('GET', '/v1/audit', { key: await makeKey(shop, role) }), 403, 'forbidden');
    for (const method of ['DELETE', 'PUT', 'POST', 'PATCH'])
      expectProblem(await call(method, '/v1/audit', { key: shop.owner }), 405);
  });

  test('is filtered by type, who, time, and read on behind a number', async () => {
    const { owner } = await openShop().then((other) => (shop = other));
    const made = await configure('POST', '/v1/keys', owner, { role: 'owner', label: '二' });
    await configure('PUT', '/v1/recipients/one', pickText(made, 'key'), {
      legalName: '甲',
      kind: 'broker',
      contact: '1',
    });
    const all = await read();
    expect(all.map((entry) => pickNumber(entry, 'seq'))).toEqual(all.map((_, at) => at + 1));
    expect((await read('&type=notice.published')).length).toBe(5);
    expect(await read(`&who=${pickText(made, 'id')}`)).toMatchObject([{ concerns: 'one' }]);
    expect(await read('&who=operator')).toMatchObject([{ type: 'tenant.created' }]);
    expect(await read('&type=nothing.such')).toEqual([]);
    await runSql(shop.tenant, 'UPDATE audit SET at = seq * 1000');
    const time = (seconds: number) => new Date(seconds * 1000).toISOString();
    const between = await read(`&from=${time(3)}&to=${time(6)}`);
    expect(between.map((entry) => pick(entry, 'seq'))).toEqual([3, 4, 5]);
    const page = await configure('GET', '/v1/audit?limit=4&after=2', owner);
    expect(pickList(page, 'items').map((entry) => pick(entry, 'seq'))).toEqual([3, 4, 5, 6]);
    expect(pick(page, 'next')).toBe('6');
    const end = await configure('GET', `/v1/audit?after=${all.length - 1}&limit=4`, owner);
    expect(end).toMatchObject({ items: [{ seq: all.length }], next: null });
  });

  test.for([
    ['after=x', 'after invalid_shape'],
    ['after=-1', 'after invalid_shape'],
    ['from=yesterday', 'from invalid_shape'],
    ['to=2026-11-30', 'to invalid_shape'],
    ['limit=0', 'limit out_of_range'],
  ] as const)('?%s is refused', async ([query, finding]) => {
    const answer = await call('GET', `/v1/audit?${query}`, { key: shop.owner });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
  });

  test('looks at so many entries in one call, and says where to go on', async () => {
    const filler = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45000)
      INSERT INTO audit (at, type, who_kind, who, result) SELECT 1, 'filler', 'system', 'system', 'done' FROM n`;
    await runSql(shop.tenant, filler);
    await configure('PUT', '/v1/recipients/two', shop.owner, {
      legalName: '乙',
      kind: 'broker',
      contact: '1',
    });
    const found: unknown[] = [];
    let after = '0';
    let calls = 0;
    while (after !== 'null') {
      const page = await configure('GET', `/v1/audit?type=recipient.saved&after=${after}`, shop.owner);
      found.push(...pickList(page, 'items').map((entry) => pick(entry, 'concerns')));
      after = String(pick(page, 'next'));
      calls += 1;
    }
    expect(found).toEqual(['bank-a', 'broker-b', 'one', 'two']);
    expect(calls).toBe(3);
  });

  test('ends after the years of evidence, and never numbers anew', async () => {
    const other = await openShop();
    const count = (await rowsOf(other.tenant, 'audit')).length;
    await runSql(other.tenant, 'UPDATE audit SET at = ? WHERE seq <= 3', Date.now() - 3.1 * 365 * dayMs);
    holdTheClock();
    await tenantStub(other.tenant).wake();
    await pass(other.tenant, dayMs);
    expect((await rowsOf(other.tenant, 'audit')).map((row) => row.seq)).toEqual(
      Array.from({ length: count - 3 }, (_, at) => at + 4),
    );
    await runSql(other.tenant, 'UPDATE audit SET at = 1');
    await pass(other.tenant, dayMs);
    vi.useRealTimers();
    await configure('PUT', '/v1/recipients/x', other.owner, {
      legalName: '甲',
      kind: 'broker',
      contact: '1',
    });
    expect((await rowsOf(other.tenant, 'audit')).map((row) => row.seq)).toEqual([count, count + 1]);
  });
});
