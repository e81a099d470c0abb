/** Owns the log of who read personal data in clear: CR-16, RT-06 and SE-10 of the rules; must not know what was read. */
import { beforeEach, describe, expect, test } from 'vitest';
import { call, expectProblem, pick, pickList, pickNumber, pickText } from './api.ts';
import { otherPerson, person, post, submissionOf, submit } from './applicant.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, makeKey, openShop, type Shop } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  standInReceivers(shop.tenant);
});

const log = async (query = '') =>
  pickList(await configure('GET', `/v1/access-log${query}`, shop.owner), 'items');
const reveal = (lead: string, reason: string, key = shop.owner) =>
  configure('POST', `/v1/leads/${lead}/reveal`, key, { reason });

describe('CR-16: every reading in clear is written down before it is answered', () => {
  test('a reveal: who, in which role, when, of which lead, and why', async () => {
    const lead = await submit(shop);
    const crm = await makeKey(shop, 'crm');
    const before = Date.now();
    await reveal(lead, '电话回访', crm);
    const [entry] = await log();
    expect(entry).toMatchObject({ action: 'reveal', role: 'crm', lead, reason: '电话回访' });
    expect(pickText(entry, 'key')).toMatch(/^key_/);
    expect(Date.parse(pickText(entry, 'at'))).toBeGreaterThanOrEqual(before);
  });

  test('the event feed: one entry for each lead that it shows, none for what it does not show', async () => {
    const leads = [await submit(shop), await submit(shop, { values: otherPerson(1) })];
    await call('DELETE', `/v1/leads/${leads[0]}`, { key: shop.owner });
    const feed = await configure('GET', '/v1/events', shop.owner);
    expect(pick(feed, 'items', 1, 'data', 'lead', 'values')).toEqual(otherPerson(1));
    expect((await log()).map((entry) => [pick(entry, 'action'), pick(entry, 'lead')])).toEqual([
      ['events', leads[1]],
      ['erase', leads[0]],
    ]);
  });

  test('no other answer of any route shows a value in clear, so that none needs an entry', async () => {
    await addWebhook(shop, 'crm');
    const posted = await post(shop, submissionOf(shop));
    const lead = pickText(posted.json, 'lead');
    const receipt = pickText(posted.json, 'receipt', 'id');
    await eventually(async () => expect((await rowsOf(shop.tenant, 'attempts')).length).toBe(1));
    const delivery = pickText(await configure('GET', '/v1/deliveries', shop.owner), 'items', 0, 'id');
    for (const path of [
      '/v1/leads',
      `/v1/leads/${lead}`,
      '/v1/deliveries',
      `/v1/deliveries/${delivery}`,
      '/v1/access-log',
      '/v1/links',
      `/v1/receipts/${receipt}`,
      `/r/${receipt}`,
    ]) {
      const answer = await call('GET', path, { key: shop.owner });
      expect(answer.status, path).toBe(200);
      for (const value of Object.values(person)) expect(answer.text, path).not.toContain(value);
    }
    expect(await log()).toEqual([]);
  });

  test('SE-10: an entry holds nothing of the person', async () => {
    const lead = await submit(shop);
    await reveal(lead, '核对');
    await configure('GET', '/v1/events', shop.owner);
    const rows = JSON.stringify(await rowsOf(shop.tenant, 'access_log'));
    for (const value of Object.values(person)) expect(rows).not.toContain(value);
  });

  test('RT-06: who may not read leads may not read the log, nor write over it', async () => {
    const marketer = await makeKey(shop, 'marketer');
    expectProblem(await call('GET', '/v1/access-log', { key: marketer }), 403, 'forbidden');
    for (const method of ['DELETE', 'PUT', 'POST', 'PATCH'])
      expectProblem(await call(method, '/v1/access-log', { key: shop.owner }), 405);
  });
});

describe('the log is filtered', () => {
  test('by lead, by time, and by both, newest first in pages', async () => {
    const [first, second] = [await submit(shop), await submit(shop, { values: otherPerson(1) })];
    await reveal(first, '一');
    await reveal(second, '二');
    await reveal(first, '三');
    const reasons = (entries: unknown[]) => entries.map((entry) => pickText(entry, 'reason'));
    expect(reasons(await log())).toEqual(['三', '二', '一']);
    expect(reasons(await log(`?lead=${first}`))).toEqual(['三', '一']);
    await runSql(shop.tenant, "UPDATE access_log SET at = ? WHERE reason <> '三'", Date.now() - 7_200_000);
    const since = encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
    expect(reasons(await log(`?since=${since}`))).toEqual(['三']);
    expect(reasons(await log(`?lead=${second}&since=${since}`))).toEqual([]);
    const page = await configure('GET', `/v1/access-log?lead=${first}&limit=1`, shop.owner);
    expect(reasons(pickList(page, 'items'))).toEqual(['三']);
    const next = await configure(
      'GET',
      `/v1/access-log?lead=${first}&limit=1&cursor=${pickText(page, 'next')}`,
      shop.owner,
    );
    expect(reasons(pickList(next, 'items'))).toEqual(['一']);
    expect(pick(next, 'next')).toBeNull();
    expect(pickNumber(pickList(next, 'items')[0], 'number')).toBe(1);
  });

  test('by a lead of nobody to nothing, by a time that is none not at all', async () => {
    await reveal(await submit(shop), 'x');
    expect(await log('?lead=ld_nothing')).toEqual([]);
    expectProblem(
      await call('GET', '/v1/access-log?since=soon', { key: shop.owner }),
      422,
      'invalid_request',
    );
  });
});
