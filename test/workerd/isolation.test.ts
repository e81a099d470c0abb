/** Owns the wall between tenants: no key, code or envelope of one opens anything of another; must not know one alone. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { seal, unseal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { mintId, readId } from '../../worker/sealing/opaque-id.ts';
import { deriveTenantKeys } from '../../worker/sealing/tenant-keys.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { person, submit } from './applicant.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { rowCounts, storedIn } from './stored.ts';

let ours: Shop;
let theirs: Shop;
const of: Record<string, string> = {};

beforeAll(async () => {
  standInReceivers();
  [ours, theirs] = [await openShop(), await openShop()];
  await addWebhook(ours, 'crm');
  const promoter = await configure('POST', '/v1/promoters', ours.owner, { kind: 'staff', name: '小李' });
  of.promoter = pickText(promoter, 'id');
  of.token = pickText(promoter, 'token');
  of.link = pickText(await configure('POST', '/v1/links', ours.owner, { form: 'biz' }), 'code');
  of.lead = await submit(ours, { ref: of.link });
  of.notice = 'only-ours';
  await submit(theirs);
  await eventually(async () => {
    const deliveries = await configure('GET', '/v1/deliveries?state=delivered', ours.owner);
    of.delivery = pickText(deliveries, 'items', 0, 'id');
  });
  of.key = pickText(await configure('GET', '/v1/keys', ours.owner), 'items', 0, 'id');
});

describe("another tenant's ids", () => {
  test('are not found, and nothing of theirs changes (SE-11)', async () => {
    const before = await storedIn(ours.tenant);
    const asks: [string, string, unknown?][] = [
      ['GET', `/v1/leads/${of.lead}`],
      ['POST', `/v1/leads/${of.lead}/reveal`, { reason: 'curious' }],
      ['DELETE', `/v1/leads/${of.lead}`],
      ['POST', `/v1/leads/${of.lead}/outcomes`, { id: 'o', type: 'signed' }],
      ['GET', `/v1/leads/${of.lead}/outcomes`],
      ['GET', `/v1/deliveries/${of.delivery}`],
      ['POST', `/v1/deliveries/${of.delivery}/replay`],
      ['GET', `/v1/links/${of.link}`],
      ['GET', `/v1/links/${of.link}/qr`],
      ['GET', `/v1/links/${of.link}/qr.svg`],
      ['GET', `/v1/links/${of.link}/qr.png`],
      ['DELETE', `/v1/links/${of.link}`],
      ['PATCH', `/v1/promoters/${of.promoter}`, { name: '小王' }],
      ['DELETE', `/v1/promoters/${of.promoter}`],
      ['DELETE', `/v1/keys/${of.key}`],
      ['POST', '/v1/destinations/crm/rotate'],
      ['POST', '/v1/destinations/crm/test'],
      ['POST', '/v1/destinations/crm/inbound', {}],
      ['GET', '/v1/destinations/crm/inbound'],
      ['DELETE', '/v1/destinations/crm/inbound'],
      ['POST', '/v1/destinations/crm/preview', {}],
    ];
    for (const [method, path, body] of asks) {
      expectProblem(await call(method, path, { key: theirs.owner, body }), 404, 'not_found');
    }
    expect(await storedIn(ours.tenant)).toEqual(before);
  });

  test('filter to nothing', async () => {
    for (const path of [`/v1/deliveries?lead=${of.lead}`, `/v1/leads?promoter=${of.promoter}`]) {
      expect(await configure('GET', path, theirs.owner)).toEqual({ items: [], next: null });
    }
  });

  test('as cursor are refused or start nowhere else', async () => {
    const answer = await call('GET', `/v1/deliveries?cursor=${btoa(of.delivery ?? '')}`, {
      key: theirs.owner,
    });
    expectProblem(answer, 400, 'invalid_cursor');
  });

  test('in lists never turn up', async () => {
    for (const list of [
      'leads',
      'deliveries',
      'events',
      'links',
      'promoters',
      'destinations',
      'access-log',
      'keys',
    ]) {
      const answer = await call('GET', `/v1/${list}`, { key: theirs.owner });
      expect(answer.status).toBe(200);
      for (const id of Object.values(of)) expect(answer.text).not.toContain(id);
    }
  });

  test('in a receipt id name no receipt', async () => {
    const lead = await configure('GET', `/v1/leads/${of.lead}`, ours.owner);
    expect(pick(lead, 'id')).toBe(of.lead);
    const receipt = String(of.lead).replace('ld_', `rc_${theirs.tenant}_`);
    expectProblem(await call('GET', `/v1/receipts/${receipt}`), 404, 'not_found');
  });
});

describe("another tenant's codes", () => {
  test('earn no credit in a submission, and the reason is unknown_code', async () => {
    const lead = await submit(theirs, {
      ref: of.link,
      touches: [{ ref: of.link, at: new Date().toISOString() }],
    });
    const { attribution } = Object(await configure('GET', `/v1/leads/${lead}`, theirs.owner));
    expect(attribution).toEqual({ model: 'last', chain: [], reason: 'unknown_code' });
  });

  test('are no parent, and no one hands over to their promoter', async () => {
    const before = await rowCounts(theirs.tenant);
    const child = await call('POST', '/v1/links', {
      key: theirs.owner,
      body: { form: 'biz', parent: of.link },
    });
    expectProblem(child, 422, 'invalid_request');
    expect(findingsOf(child)).toEqual(['parent unknown_or_ended_link']);
    const made = await call('POST', '/v1/links', {
      key: theirs.owner,
      body: { form: 'biz', promoter: of.promoter },
    });
    expect(findingsOf(made)).toEqual(['promoter unknown_promoter']);
    expect(await rowCounts(theirs.tenant)).toEqual(before);
    const colleague = await configure('POST', '/v1/promoters', theirs.owner, { kind: 'staff', name: '小张' });
    const path = `/v1/promoters/${pickText(colleague, 'id')}?handoverTo=${of.promoter}`;
    expect(findingsOf(await call('DELETE', path, { key: theirs.owner }))).toEqual([
      'handoverTo unknown_promoter',
    ]);
  });

  test('lead nowhere under their name', async () => {
    expectProblem(await call('GET', `/s/${theirs.tenant}/${of.link}`), 404, 'not_found');
  });
});

describe('envelopes', () => {
  const masters = parseMasterKeys(env.JINJIAN_MASTER_KEYS);

  test('open only under the keys, the context and the bytes they were sealed with', async () => {
    const [a, b] = [await deriveTenantKeys(masters, 'tenant-a'), await deriveTenantKeys(masters, 'tenant-b')];
    const envelope = await seal(a, 'lead/tenant-a/1', { name: person.name });
    expect(await unseal(a, 'lead/tenant-a/1', envelope)).toEqual({ name: person.name });
    await expect(unseal(b, 'lead/tenant-a/1', envelope)).rejects.toThrow();
    await expect(unseal(a, 'lead/tenant-a/2', envelope)).rejects.toThrow();
    for (const part of ['wrappedKey', 'sealed'] as const) {
      for (const at of [0, 12, envelope[part].length - 1]) {
        const bytes = envelope[part].slice();
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        await expect(unseal(a, 'lead/tenant-a/1', { ...envelope, [part]: bytes })).rejects.toThrow();
      }
    }
  });

  test("a stored envelope put into another tenant's row is not opened by it", async () => {
    const stolen = await runInDurableObject(tenantStub(ours.tenant), (_, state) =>
      state.storage.sql
        .exec<{ wrapped_key: ArrayBuffer; sealed: ArrayBuffer }>(
          'SELECT wrapped_key, sealed FROM leads LIMIT 1',
        )
        .one(),
    );
    const lead = await submit(theirs);
    await runInDurableObject(tenantStub(theirs.tenant), (_, state) => {
      const { wrapped_key, sealed } = stolen;
      state.storage.sql.exec(
        'UPDATE leads SET wrapped_key = ?, sealed = ? WHERE seq = (SELECT MAX(seq) FROM leads)',
        wrapped_key,
        sealed,
      );
    });
    const noise = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answer = await call('POST', `/v1/leads/${lead}/reveal`, {
      key: theirs.owner,
      body: { reason: 'x' },
    });
    expect(answer.status).toBe(500);
    expect(JSON.stringify([answer.text, noise.mock.calls])).not.toContain(person.name);
    expect(noise.mock.calls).toHaveLength(1);
    noise.mockRestore();
    await runInDurableObject(tenantStub(theirs.tenant), (_, state) => {
      state.storage.sql.exec('UPDATE leads SET sealed = NULL WHERE seq = (SELECT MAX(seq) FROM leads)');
    });
  });

  test('opaque ids of one tenant, or of one kind, say nothing to another', () => {
    const [a, b] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const id = mintId(a, 'lead', { number: 7, nonce: 8 });
    expect(readId(a, 'lead', id)).toEqual({ number: 7, nonce: 8 });
    expect(readId(b, 'lead', id)).toBeNull();
    expect(readId(a, 'receipt', id.replace('ld_', 'rc_'))).toBeNull();
    expect(readId(a, 'lead', `${id.slice(0, -1)}b`)).toBeNull();
    expect(readId(a, 'lead', id.toUpperCase())).toBeNull();
  });

  test('the two tenants have different id keys', async () => {
    const idKeys = await Promise.all(
      [ours, theirs].map(async ({ tenant }) => (await storedIn(tenant)).tenant?.[0]?.id_key),
    );
    expect(new Set(idKeys).size).toBe(2);
    expect(pickList(await configure('GET', '/v1/leads', theirs.owner), 'items')).not.toHaveLength(0);
  });
});
