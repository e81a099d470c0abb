/** Owns the check of the whole ledger by RFC 6962's own recursive definition; must not share code with the Worker's. */
import { evictDurableObject } from 'cloudflare:test';
import { beforeAll, expect, test } from 'vitest';
import { pick, pickList, pickNumber, pickText } from './api.ts';
import { grantsOf, otherPerson, person, submit } from './applicant.ts';
import { base64Url, canonical, hex, sha256 } from './canonical-digest.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { newestContent } from './sealed-content.ts';
import { rowsOf } from './stored.ts';
import { merkleTreeHash } from './tree-hash.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const head = async () => {
  const { size, root } = await tenantStub(shop.tenant).ledgerHead();
  return { size, root: hex(root) };
};

test('an empty log has the root of nothing', async () => {
  const empty = { size: 0, root: hex(await merkleTreeHash([])) };
  expect(await head()).toEqual(empty);
  expect(empty.root).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('after each lead the root is that of the whole log from its first leaf (PI-14)', async () => {
  for (let number = 0; number < 24; number++) {
    // One to four entries a lead, so that sizes of every shape come by.
    const decisions = [
      {},
      { marketing: null },
      { marketing: null, sensitive: null },
      { marketing: null, sensitive: null, 'provide-bank-a': null },
    ][number % 4];
    await submit(shop, { values: otherPerson(number), grants: grantsOf(shop, decisions) });
    const rows = await rowsOf(shop.tenant, 'entries');
    const leaves = rows.map((row) => String(row.leaf));
    expect(rows.map((row) => row.number)).toEqual(leaves.map((_, at) => at));
    const root = hex(await merkleTreeHash(leaves));
    expect(await head()).toEqual({ size: leaves.length, root });
    expect(rows.at(-1)?.root).toBe(root);
  }
  const rows = await rowsOf(shop.tenant, 'entries');
  expect(rows.length).toBeGreaterThan(50);
  for (const [at, row] of rows.entries()) {
    const leaves = rows.slice(0, at + 1).map((one) => String(one.leaf));
    if (row.root !== null) expect(row.root).toBe(hex(await merkleTreeHash(leaves)));
    // The first hash of each row is its own leaf's.
    expect(String(row.hashes).slice(0, 64)).toBe(hex(await merkleTreeHash(leaves.slice(-1))));
  }
});

test('goes on from the stored log after the object was torn down', async () => {
  const before = await head();
  await evictDurableObject(tenantStub(shop.tenant));
  expect(await head()).toEqual(before);
  await evictDurableObject(tenantStub(shop.tenant));
  await submit(shop, { values: otherPerson(900) });
  const leaves = (await rowsOf(shop.tenant, 'entries')).map((row) => String(row.leaf));
  expect(await head()).toEqual({ size: before.size + 4, root: hex(await merkleTreeHash(leaves)) });
});

test('each leaf is canonical, has exactly the members of API.md, and nothing personal', async () => {
  await submit(shop, { utm: { source: 'utm-marker' }, page: { path: '/page-marker' } });
  for (const { leaf } of await rowsOf(shop.tenant, 'entries')) {
    const parsed: unknown = JSON.parse(String(leaf));
    expect(leaf).toBe(canonical(parsed));
    expect(Object.keys(Object(parsed))).toEqual(['at', 'decision', 'notice', 'record', 'type', 'v']);
    expect(Object.keys(Object(pick(parsed, 'notice')))).toEqual(['digest', 'id', 'version']);
    expect(parsed).toMatchObject({ v: 1, type: 'grant', decision: 'granted' });
    expect(pickText(parsed, 'at')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(pickText(parsed, 'record')).toMatch(/^[A-Za-z0-9_-]{43}$/);
    for (const value of [...Object.values(person), 'utm-marker', 'page-marker', 'sub_'])
      expect(leaf).not.toContain(value);
  }
});

test('record is the salted commitment to what was sealed and to the lead that it became, recomputed here', async () => {
  const lead = await submit(shop, {
    values: otherPerson(901),
    page: { origin: 'https://partner.example', path: '/apply' },
    grants: grantsOf(shop).map((grant) => ({
      ...grant,
      presentation: { fontPx: 14.5, contrast: null, trusted: true },
    })),
  });
  const { content, firstEntry } = await newestContent(shop.tenant);
  expect(content.records).toHaveLength(4);
  const salts = new Set(content.records.map((one) => one.salt));
  expect(salts.size).toBe(4);
  const entries = await rowsOf(shop.tenant, 'entries');
  const consents = pickList(await configure('GET', `/v1/leads/${lead}`, shop.owner), 'consents');
  for (const [at, { salt, record }] of content.records.entries()) {
    const saltBytes = Uint8Array.from(atob(salt.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    expect(saltBytes).toHaveLength(32);
    const leaf = String(entries[firstEntry + at]?.leaf);
    expect(pickText(JSON.parse(leaf), 'record')).toBe(
      base64Url(await sha256(saltBytes, canonical({ ...record, lead }))),
    );
    expect(record).toMatchObject({
      v: 2,
      tenant: shop.tenant,
      decision: 'granted',
      presentation: { fontPx: 14.5, contrast: null },
    });
    expect(JSON.stringify(record)).not.toContain(otherPerson(901).phone);
    // What the lead shows of its entries is the log's own index and leaf hash.
    expect(pickNumber(consents[at], 'entry', 'index')).toBe(firstEntry + at);
    expect(pickText(consents[at], 'entry', 'leafHash')).toBe(base64Url(await merkleTreeHash([leaf])));
  }
});
