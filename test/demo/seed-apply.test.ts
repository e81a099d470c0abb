/** Owns the check that seeding happens once, goes on after a break and follows moved ports; must not know the texts. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { applySeed } from '../../demo/seed/apply.ts';
import { settings } from '../../demo/seed/parties.ts';
import { readSeedState, writeSeedState } from '../../demo/seed/state.ts';
import { adminToken, startStandIn } from './stand-in-api.ts';
import { tempFolder } from './temp-folder.ts';

async function bench() {
  const api = await startStandIn();
  onTestFinished(() => api.close());
  const statePath = join(tempFolder(), 'seed.json');
  const plan = {
    serverUrl: api.url,
    adminToken,
    statePath,
    partnerOrigins: ['http://127.0.0.1:8788'],
    hookUrl: 'http://127.0.0.1:8789/hook',
  };
  return { api, plan };
}

it('makes everything once: a second start sends nothing', async () => {
  const { api, plan } = await bench();
  const first = await applySeed(plan, () => {});
  const sent = api.requests.length;
  expect(sent).toBeGreaterThan(15);
  expect(first.links).toHaveLength(4);
  expect(await applySeed(plan, () => {})).toEqual(first);
  expect(api.requests).toHaveLength(sent);
});

it('hangs the customer link below the staff link', async () => {
  const { api, plan } = await bench();
  const state = await applySeed(plan, () => {});
  const parent = state.links.find((link) => link.key === 'zhang-business')?.code;
  const customer = state.promoters.find((promoter) => promoter.key === 'li')?.id;
  expect(api.bodies.filter(({ line }) => line === 'POST /v1/links').map(({ body }) => body)).toContainEqual({
    promoter: customer,
    parent,
    form: 'business-loan',
    channel: 'customer-share',
  });
});

it('keeps the key and the secret readable by this user alone', async () => {
  const { plan } = await bench();
  await applySeed(plan, () => {});
  expect(statSync(plan.statePath).mode & 0o777).toBe(0o600);
  const state = await readSeedState(plan.statePath);
  expect(state.apiKey).toBe('jk_huikai_standin');
  expect(state.webhookSecret).toMatch(/^whsec_/);
});

it('tells the secret before it asks for the test event', async () => {
  const { api, plan } = await bench();
  const known: boolean[] = [];
  await applySeed(plan, (state) => {
    known.push(state.webhookSecret !== undefined && !api.requests.includes('POST /v1/destinations/crm/test'));
  });
  expect(known.at(-1)).toBe(true);
});

it.each(['POST /v1/notices', 'POST /v1/promoters', 'POST /v1/links', 'POST /v1/destinations/crm/test'])(
  'goes on where a first start broke at %s',
  async (line) => {
    const { api, plan } = await bench();
    api.failOnce(line);
    await expect(applySeed(plan, () => {})).rejects.toThrow(`${line} → 500 internal`);
    const state = await applySeed(plan, () => {});
    expect(state.links).toHaveLength(4);
    const times = (made: string) => api.requests.filter((request) => request === made).length;
    expect(times('POST /v1/tenants')).toBe(1);
    expect(times('POST /v1/promoters')).toBe(4);
    expect(times('POST /v1/links')).toBe(4);
  },
);

it('asks for a new secret when a start died before it could save the first', async () => {
  const { api, plan } = await bench();
  await applySeed(plan, () => {});
  const { webhookSecret: _lost, hookUrl: _unsaved, ...saved } = await readSeedState(plan.statePath);
  await writeSeedState(plan.statePath, saved);
  expect((await applySeed(plan, () => {})).webhookSecret).toBe('whsec_c2Vjb25kLXNlY3JldC1mb3ItdGVzdA==');
  expect(api.requests).toContain('POST /v1/destinations/crm/rotate');
});

it('tells the server when ports moved, and nothing else', async () => {
  const { api, plan } = await bench();
  const first = await applySeed(plan, () => {});
  const sent = api.requests.length;
  const moved = { ...plan, partnerOrigins: ['http://127.0.0.1:9001'], hookUrl: 'http://127.0.0.1:9002/hook' };
  const second = await applySeed(moved, () => {});
  expect(api.requests.slice(sent)).toEqual([
    'PATCH /v1/tenant',
    'PUT /v1/destinations/crm',
    'POST /v1/destinations/crm/test',
  ]);
  expect(second.webhookSecret).toBe(first.webhookSecret);
  expect(api.bodies).toContainEqual({
    line: 'PATCH /v1/tenant',
    body: { origins: ['http://127.0.0.1:9001'] },
  });
});

it('tells the server its settings when they changed since the last start', async () => {
  const { api, plan } = await bench();
  await applySeed(plan, () => {});
  const sent = api.requests.length;
  const saved = await readSeedState(plan.statePath);
  await writeSeedState(plan.statePath, { ...saved, settings: '{"challenge":"other"}' });
  await applySeed(plan, () => {});
  expect(api.requests.slice(sent)).toEqual(['PATCH /v1/tenant']);
  expect(api.bodies.at(-1)?.body).toEqual({ settings });
});

it('says in one line what to do when the tenant is there and its key is lost', async () => {
  const { plan } = await bench();
  await applySeed(plan, () => {});
  const elsewhere = { ...plan, statePath: join(tempFolder(), 'seed.json') };
  await expect(applySeed(elsewhere, () => {})).rejects.toThrow(/its key is lost; delete/);
});
