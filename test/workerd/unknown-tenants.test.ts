/** Owns the promise that a tenant nobody created makes no storage, whatever is asked; must not know created ones. */
import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { adminToken, call } from './api.ts';
import { createTenant, partnerOrigin, tenantStub } from './scenario.ts';

const ids = async () =>
  [...(await listDurableObjectIds(env.TENANT)), ...(await listDurableObjectIds(env.TRAFFIC))]
    .map(String)
    .sort();

/** Well formed and never created, and forms that no tenant id has. */
const strangers = ['nobody-here', 'ab', 'UPPER', 'a'.repeat(40), '..%2F..', '%00', '张三'];
const code = '23456789AB';
const secret = 'a'.repeat(32);

const requests: [string, string, string, Parameters<typeof call>[2]?][] = strangers.flatMap(
  (tenant): [string, string, string, Parameters<typeof call>[2]?][] => [
    ['POST', `/v1/t/${tenant}/submissions`, 'json', { body: { id: 'sub_0123456789abcdef', form: 'biz' } }],
    ['POST', `/v1/t/${tenant}/visits`, 'json', { body: { kind: 'view', form: 'biz' } }],
    ['POST', `/v1/t/${tenant}/outcomes/crm`, 'json', { body: { type: 'lead.outcome' } }],
    ['OPTIONS', `/v1/t/${tenant}/submissions`, 'json', { headers: { origin: partnerOrigin } }],
    ['GET', `/v1/t/${tenant}/forms/biz`, 'json'],
    ['GET', `/w/${tenant}/biz.js`, 'script'],
    ['GET', `/f/${tenant}/biz?r=${code}`, 'page'],
    ['GET', `/s/${tenant}/${code}`, 'json'],
    ['GET', `/s/${tenant}/${code}`, 'page', { headers: { accept: 'text/html' } }],
    ['GET', `/log/${tenant}/checkpoint`, 'json'],
    ['GET', `/log/${tenant}/key`, 'json'],
    ['GET', `/log/${tenant}/rollover/00000000`, 'json'],
    ['GET', `/log/${tenant}/tile/0/000.p/1`, 'json'],
    ['GET', `/log/${tenant}/tile/entries/000.p/1`, 'json'],
    ['GET', `/r/rc_${tenant}_${'a'.repeat(26)}`, 'page'],
    ['GET', `/v1/receipts/rc_${tenant}_${'a'.repeat(26)}`, 'json'],
    ['GET', `/v1/receipts/rc_${tenant}_${'a'.repeat(26)}/file`, 'json'],
    ['POST', `/v1/receipts/rc_${tenant}_${'a'.repeat(26)}/withdraw`, 'json', { body: { notice: 'privacy' } }],
    ['POST', `/v1/receipts/rc_${tenant}_${'a'.repeat(26)}/verify-phone`, 'json', { body: { phone: '' } }],
    [
      'GET',
      '/v1/leads',
      'unauthorized',
      { headers: { authorization: `Bearer jk_${encodeURI(tenant)}_${secret}` } },
    ],
    [
      'GET',
      `/v1/links/${code}`,
      'unauthorized',
      { headers: { authorization: `Bearer jk_${encodeURI(tenant)}_${secret}` } },
    ],
  ],
);

const types: Record<string, RegExp> = {
  json: /problem\+json/,
  script: /javascript/,
  page: /html/,
  unauthorized: /problem\+json/,
};

beforeAll(async () => {
  await createTenant();
});

test('the listing tells a created object from none, so that this file can fail', async () => {
  const before = await ids();
  const { tenant } = await createTenant();
  expect(await ids()).toHaveLength(before.length + 1);
  await call('POST', `/v1/t/${tenant}/visits`, { body: { kind: 'view', form: 'biz' } });
  await runInDurableObject(tenantStub('touched-by-hand'), () => {});
  expect(await ids()).toHaveLength(before.length + 2);
});

test.for(requests)('%s %s makes no storage', async ([method, path, kind, options]) => {
  const before = await ids();
  const answer = await call(method, path, options);
  expect(answer.status, answer.text).toBe(kind === 'unauthorized' ? 401 : 404);
  expect(answer.headers.get('content-type')).toMatch(types[kind] ?? /never/);
  expect(await ids()).toEqual(before);
});

test('a refused creation makes no storage', async () => {
  const before = await ids();
  for (const id of ['ab', 'Upper', '1abc', 'a'.repeat(32), 'a b']) {
    const answer = await call('POST', '/v1/tenants', {
      key: adminToken,
      body: { id, name: '甲', origins: [] },
    });
    expect(answer.status).toBe(422);
  }
  for (const key of [undefined, 'wrong']) {
    const answer = await call('POST', '/v1/tenants', {
      key,
      body: { id: 'fine-id', name: '甲', origins: [] },
    });
    expect(answer.status).toBe(401);
  }
  expect(await ids()).toEqual(before);
});
