/** Owns links and promoters: making, depth, whose they are, credit; must not know QR codes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { otherPerson, post, submissionOf, submit } from './applicant.ts';
import { configure, formDraft, makeKey, openShop, publishForm, type Shop } from './scenario.ts';
import { rowCounts, runSql } from './stored.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const make = (body: unknown, key = shop.owner) => call('POST', '/v1/links', { key, body });
const codeOf = async (body: unknown, key = shop.owner) => pickText((await make(body, key)).json, 'code');
async function promoter(kind = 'staff', name = '小李'): Promise<{ id: string; token: string }> {
  const made = await configure('POST', '/v1/promoters', shop.owner, { kind, name });
  return { id: pickText(made, 'id'), token: pickText(made, 'token') };
}

describe('making links', () => {
  test('answers with code, url, parent and depth', async () => {
    const answer = await make({ form: 'biz', channel: '地推' });
    expect(answer.status).toBe(201);
    const code = pickText(answer.json, 'code');
    expect(code).toMatch(/^[23456789ABCDEFGHJKLMNPQRSTUVWXYZ]{10}$/);
    expect(answer.json).toMatchObject({
      url: `https://jinjian.test/s/${shop.tenant}/${code}`,
      parent: null,
      depth: 1,
      channel: '地推',
    });
  });

  test('a chain is three deep at most, and a child lends its form from its parent (RF-02)', async () => {
    const first = await codeOf({ form: 'biz' });
    const second = await make({ parent: first });
    expect(second.json).toMatchObject({ parent: first, depth: 2, form: 'biz' });
    const third = await make({ parent: pickText(second.json, 'code') });
    expect(third.json).toMatchObject({ depth: 3 });
    const before = await rowCounts(shop.tenant);
    expectProblem(await make({ parent: pickText(third.json, 'code') }), 422, 'chain_too_deep');
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });

  test('a campaign that was never saved is a label, as channels are', async () => {
    const answer = await make({ form: 'biz', campaign: 'street-fair' });
    expect(answer.status, answer.text).toBe(201);
    expect(pick(answer.json, 'campaign')).toBe('street-fair');
  });

  test.for([
    [{ form: 'nothing' }, 'form unknown_form'],
    [{ form: 'biz', promoter: 'pr_nobody' }, 'promoter unknown_promoter'],
    [{ form: 'biz', parent: '23456789AB' }, 'parent unknown_or_ended_link'],
    [{ form: 'biz', parent: 'x'.repeat(11) }, 'parent too_big'],
    [{ form: 'biz', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt in_the_past'],
    [{ form: 'biz', expiresAt: 'tomorrow' }, 'expiresAt invalid_format'],
    [{ form: 'biz', code: 'AAAAAAAAAA' }, ' unrecognized_keys'],
  ] as const)('%j is refused', async ([body, finding]) => {
    const before = await rowCounts(shop.tenant);
    const answer = await make(body);
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await rowCounts(shop.tenant)).toEqual(before);
  });

  test('without a form leads to the only one there is, and is refused when that is not clear', async () => {
    const own = await openShop();
    const at = (body: object) => call('POST', '/v1/links', { key: own.owner, body });
    expect((await at({})).json).toMatchObject({ form: own.form });
    await publishForm(own.tenant, own.owner, 'second', formDraft);
    expect(findingsOf(await at({}))).toEqual(['form no_landing']);
  });

  test('an ended parent has no children', async () => {
    const [revoked, expired] = [await codeOf({ form: 'biz' }), await codeOf({ form: 'biz' })];
    expect((await call('DELETE', `/v1/links/${revoked}`, { key: shop.owner })).status).toBe(204);
    await runSql(shop.tenant, 'UPDATE links SET expires_at = 1 WHERE code = ?', expired);
    for (const parent of [revoked, expired]) {
      expect(findingsOf(await make({ parent }))).toEqual(['parent unknown_or_ended_link']);
    }
  });
});

describe('a promoter key', () => {
  test('makes, lists, counts and revokes its own links, and no one else’s', async () => {
    const [lee, wang] = [await promoter(), await promoter('staff', '小王')];
    const own = await make({ form: 'biz' }, lee.token);
    expect(own.json).toMatchObject({ promoter: lee.id, kind: 'staff' });
    expect((await make({ form: 'biz', promoter: lee.id }, lee.token)).status).toBe(201);
    const theirs = await codeOf({ form: 'biz' }, wang.token);
    const tenants = await codeOf({ form: 'biz' });
    expectProblem(await make({ form: 'biz', promoter: wang.id }, lee.token), 403, 'forbidden');
    expectProblem(await make({ form: 'biz', parent: theirs }, lee.token), 403, 'forbidden');
    const listed = pickList(await configure('GET', '/v1/links', lee.token), 'items');
    expect(listed).toHaveLength(2);
    for (const link of listed) expect(pick(link, 'promoter')).toBe(lee.id);
    for (const code of [theirs, tenants]) {
      for (const path of ['', '/qr', '/qr.svg', '/qr.png']) {
        expectProblem(await call('GET', `/v1/links/${code}${path}`, { key: lee.token }), 404, 'not_found');
      }
      expectProblem(await call('DELETE', `/v1/links/${code}`, { key: lee.token }), 404, 'not_found');
    }
    const code = pickText(own.json, 'code');
    expect(await configure('GET', `/v1/links/${code}`, lee.token)).toMatchObject({
      visits: 0,
      starts: 0,
      leads: 0,
    });
    expect((await call('DELETE', `/v1/links/${code}`, { key: lee.token })).status).toBe(204);
  });

  test('of nobody in particular sees no links at all, and makes none', async () => {
    const stray = await makeKey(shop, 'promoter');
    const tenants = await codeOf({ form: 'biz' });
    expect(await configure('GET', '/v1/links', stray)).toEqual({ items: [], next: null });
    expectProblem(await call('GET', `/v1/links/${tenants}`, { key: stray }), 404, 'not_found');
    expectProblem(await call('DELETE', `/v1/links/${tenants}`, { key: stray }), 404, 'not_found');
    expectProblem(await make({ form: 'biz' }, stray), 403, 'forbidden');
  });

  test('ends when its promoter leaves; links go to a colleague, or stay with the tenant', async () => {
    const [lee, wang] = [await promoter(), await promoter('staff', '小王')];
    const [handed, kept] = [
      await codeOf({ form: 'biz' }, lee.token),
      await codeOf({ form: 'biz' }, wang.token),
    ];
    const left = await call('DELETE', `/v1/promoters/${lee.id}?handoverTo=${wang.id}`, { key: shop.owner });
    expect(left.status).toBe(204);
    expectProblem(await call('GET', '/v1/links', { key: lee.token }), 401, 'unauthorized');
    expect(await configure('GET', `/v1/links/${handed}`, wang.token)).toMatchObject({ promoter: wang.id });
    expect((await call('DELETE', `/v1/promoters/${wang.id}`, { key: shop.owner })).status).toBe(204);
    const link = await configure('GET', `/v1/links/${kept}`, shop.owner);
    expect(pick(link, 'promoter')).toBeUndefined();
    expect((await call('GET', `/s/${shop.tenant}/${kept}`)).status).toBe(302);
    expectProblem(await call('DELETE', `/v1/promoters/${wang.id}`, { key: shop.owner }), 404, 'not_found');
    expect(findingsOf(await make({ form: 'biz', promoter: wang.id }))).toEqual(['promoter unknown_promoter']);
  });

  test('promoters are registered, changed and listed without their token', async () => {
    const lee = await promoter('partner', '汽贸城');
    expect(lee.token).toMatch(new RegExp(`^jk_${shop.tenant}_`));
    const changed = await configure('PATCH', `/v1/promoters/${lee.id}`, shop.owner, { employer: '汽贸集团' });
    expect(changed).toMatchObject({ id: lee.id, kind: 'partner', name: '汽贸城', employer: '汽贸集团' });
    const listed = await call('GET', '/v1/promoters', { key: shop.owner });
    expect(pickList(listed.json, 'items')).toContainEqual(changed);
    expect(listed.text).not.toContain('jk_');
    const self = await call('DELETE', `/v1/promoters/${lee.id}?handoverTo=${lee.id}`, { key: shop.owner });
    expect(findingsOf(self)).toEqual(['handoverTo unknown_promoter']);
    const wrong = await call('POST', '/v1/promoters', {
      key: shop.owner,
      body: { kind: 'friend', name: '' },
    });
    expect(findingsOf(wrong)).toEqual(['kind invalid_value', 'name too_small']);
  });
});

describe('visits', () => {
  test.for([
    [{ kind: 'view', form: 'nothing' }, 404, 'unknown_form'],
    [{ kind: 'peek', form: 'biz' }, 422, 'invalid_request'],
    [{ kind: 'view', form: 'biz', phone: '13912345678' }, 422, 'invalid_request'],
  ] as const)('%j is refused', async ([body, status, code]) => {
    expectProblem(await call('POST', `/v1/t/${shop.tenant}/visits`, { body }), status, code);
  });

  test('are taken as sendBeacon sends them', async () => {
    const raw = JSON.stringify({ kind: 'view', form: 'biz', ref: 'not a code' });
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    expect((await call('POST', `/v1/t/${shop.tenant}/visits`, { raw, headers })).status).toBe(204);
  });
});

describe('attribution', () => {
  const attributionOf = async (lead: string) =>
    pick(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'attribution');

  test('names both levels of a chain and credits the direct referrer (RF-01)', async () => {
    const lee = await promoter();
    const staff = await codeOf({ form: 'biz', channel: '门店' }, lee.token);
    const customer = await promoter('customer', '老客户');
    const child = await codeOf({ parent: staff, promoter: customer.id });
    expect(await attributionOf(await submit(shop, { ref: child, values: otherPerson(2) }))).toEqual({
      model: 'last',
      chain: [
        { code: staff, promoter: lee.id, kind: 'staff', level: 1 },
        { code: child, promoter: customer.id, kind: 'customer', level: 2 },
      ],
      first: child,
      last: child,
      channel: '门店',
      credited: child,
      reason: 'last_touch',
    });
  });

  test('a revoked code is recorded and not credited', async () => {
    const code = await codeOf({ form: 'biz' });
    await call('DELETE', `/v1/links/${code}`, { key: shop.owner });
    const told = await attributionOf(await submit(shop, { ref: code, values: otherPerson(3) }));
    expect(told).toMatchObject({ reason: 'revoked', chain: [{ code }] });
    expect(pick(told, 'credited')).toBeUndefined();
  });

  test("an applicant's own share link earns them no credit (RF-06)", async () => {
    await configure('PATCH', '/v1/tenant', shop.owner, { settings: { customerReferral: true } });
    const values = otherPerson(4);
    const shared = pickText((await post(shop, submissionOf(shop, { values }))).json, 'share', 'code');
    const again = await submit(shop, { values, ref: shared });
    expect(await attributionOf(again)).toMatchObject({ reason: 'self_referral' });
    const lead = await configure('GET', `/v1/leads/${again}`, shop.owner);
    expect(pick(lead, 'flags')).toEqual(['duplicate', 'self_referral']);
    const friend = await submit(shop, { values: otherPerson(5), ref: shared });
    expect(await attributionOf(friend)).toMatchObject({ reason: 'last_touch', credited: shared });
  });
});
