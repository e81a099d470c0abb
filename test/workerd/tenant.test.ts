/** Owns tenants, recipients and settings: creation, merging, secrets that never come back; must not know forms. */
import { describe, expect, test } from 'vitest';
import { adminToken, call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { configure, createTenant, freshTenantId, lender } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

describe('tenants', () => {
  test('creation answers with an owner key; a second one is tenant_exists', async () => {
    const id = freshTenantId();
    const body = { id, name: '甲', origins: ['https://a.example'] };
    const made = await call('POST', '/v1/tenants', { key: adminToken, body });
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      ...body,
      apiKey: expect.stringMatching(new RegExp(`^jk_${id}_[a-z2-7]{32}$`)),
    });
    const before = await storedIn(id);
    expectProblem(await call('POST', '/v1/tenants', { key: adminToken, body }), 409, 'tenant_exists');
    expect(await storedIn(id)).toEqual(before);
  });

  test('twenty creations at once of one id make one tenant', async () => {
    const body = { id: freshTenantId(), name: '甲', origins: [] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', '/v1/tenants', { key: adminToken, body })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(19).fill(409)]);
    expect((await storedIn(body.id)).keys).toHaveLength(1);
  });

  test.for([
    'https://a.example/',
    'a.example',
    'https://a.example/path',
    'ftp://a.example',
    '*',
    'Null',
    'https://A.example',
    'https://*',
    'https://*.partner.example',
    'https://a.example;script-src',
    'https://a.example,https://b.example',
  ])('origin %j is refused', async (origin) => {
    const body = { id: freshTenantId(), name: '甲', origins: [origin] };
    const answer = await call('POST', '/v1/tenants', { key: adminToken, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual(['origins.0 custom']);
  });

  test('are listed in pages, and by their new name', async () => {
    const { tenant, owner } = await createTenant();
    await createTenant();
    await configure('PATCH', '/v1/tenant', owner, { name: '改名助贷' });
    const listed: unknown[] = [];
    let cursor = '';
    do {
      const page = await configure('GET', `/v1/tenants?limit=1&cursor=${cursor}`, adminToken);
      listed.push(...pickList(page, 'items'));
      cursor = String(pick(page, 'next') ?? '');
    } while (cursor !== '');
    expect(listed).toContainEqual(expect.objectContaining({ id: tenant, name: '改名助贷' }));
    expect(new Set(listed.map((one) => pick(one, 'id'))).size).toBe(listed.length);
  });
});

describe('recipients', () => {
  test('are saved, changed and listed after self', async () => {
    const { owner } = await createTenant();
    const uscc = '91350100m000100y43';
    const saved = await configure('PUT', '/v1/recipients/bank-a', owner, { ...lender, uscc });
    expect(saved).toEqual({ id: 'bank-a', ...lender, uscc: uscc.toUpperCase(), region: 'mainland' });
    await configure('PUT', '/v1/recipients/bank-a', owner, { ...lender, address: '北京' });
    expect(pickList(await configure('GET', '/v1/recipients', owner), 'items')).toEqual([
      { id: 'self', legalName: '诚信助贷', kind: 'self', contact: '400-000-0000' },
      { id: 'bank-a', ...lender, address: '北京', region: 'mainland' },
    ]);
  });

  test.for([
    ['bank-a', { ...lender, kind: 'friend' }, 'kind invalid_value'],
    ['bank-a', { ...lender, legalName: '' }, 'legalName too_small'],
    ['bank-a', { ...lender, contact: undefined }, 'contact invalid_type'],
    ['self', lender, 'id self_is_the_tenant'],
    ['Bank', lender, 'id invalid_shape'],
  ] as const)('%s with %j is refused', async ([id, body, finding]) => {
    const { tenant, owner } = await createTenant();
    const before = await storedIn(tenant);
    const answer = await call('PUT', `/v1/recipients/${id}`, { key: owner, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await storedIn(tenant)).toEqual(before);
  });
});

const secrets = {
  sms: {
    provider: 'aliyun',
    accessKeyId: 'AKID',
    accessKeySecret: 'sms-secret-marker',
    secretKey: 'sms-key-marker',
    signName: '进件',
    templateCode: 'SMS_1',
  },
  wechat: { appId: 'wx1', appSecret: 'wechat-secret-marker' },
  prefillSecret: 'prefill-secret-marker',
};
const markers = ['sms-secret-marker', 'sms-key-marker', 'wechat-secret-marker', 'prefill-secret-marker'];

describe('settings', () => {
  test('start as API.md says', async () => {
    const { owner } = await createTenant();
    expect(pick(await configure('GET', '/v1/tenant', owner), 'settings')).toEqual({
      challenge: 'on',
      limits: { perIpPerMinute: 30, perPhonePerDay: 5, minFillSeconds: 3, codesPerDay: 2000 },
      presentation: { fontPx: 12, contrast: 4.5 },
      attribution: { model: 'last', windowDays: 30, protectDays: 30 },
      customerReferral: false,
      marketing: 'strict',
      retention: { undeliveredDays: 30, deliveredDays: 90, evidenceYears: 3, logDays: 180 },
    });
  });

  test('merge: what a patch leaves out stays as it is', async () => {
    const { owner } = await createTenant();
    await configure('PATCH', '/v1/tenant', owner, {
      settings: { limits: { perPhonePerDay: 0 }, challenge: 'off' },
    });
    const view = await configure('PATCH', '/v1/tenant', owner, {
      settings: { attribution: { model: 'first' } },
    });
    expect(view).toMatchObject({
      name: '诚信助贷',
      origins: ['https://partner.example'],
      settings: {
        challenge: 'off',
        limits: { perIpPerMinute: 30, perPhonePerDay: 0 },
        attribution: { model: 'first', windowDays: 30, protectDays: 30 },
      },
    });
    expect(await configure('GET', '/v1/tenant', owner)).toEqual(view);
  });

  test.for([
    [{ settings: { colour: 'red' } }, 'settings unrecognized_keys'],
    [{ settings: { limits: { perDay: 1 } } }, 'settings.limits unrecognized_keys'],
    [{ settings: { sms: { provider: 'aliyun', token: 'x' } } }, 'settings.sms unrecognized_keys'],
    [{ colour: 'red' }, ' unrecognized_keys'],
    [{ settings: { challenge: 'maybe' } }, 'settings.challenge invalid_value'],
    [{ settings: { limits: { perIpPerMinute: -1 } } }, 'settings.limits.perIpPerMinute too_small'],
    [{ settings: { retention: { undeliveredDays: 31 } } }, 'settings.retention.undeliveredDays too_big'],
    [{ settings: { retention: { evidenceYears: 2 } } }, 'settings.retention.evidenceYears too_small'],
    [{ settings: { retention: { logDays: 179 } } }, 'settings.retention.logDays too_small'],
    [{ settings: { prefillSecret: 'short' } }, 'settings.prefillSecret too_small'],
    [{ settings: { customerReferral: 'yes' } }, 'settings.customerReferral invalid_type'],
    [{ settings: null }, 'settings invalid_type'],
  ] as const)('%j is refused', async ([body, finding]) => {
    const { tenant, owner } = await createTenant();
    const before = await storedIn(tenant);
    const answer = await call('PATCH', '/v1/tenant', { key: owner, body });
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([finding]);
    expect(await storedIn(tenant)).toEqual(before);
  });

  test.for(['', 'limits'])(
    '__proto__ inside settings.%s changes no prototype and no setting',
    async (group) => {
      const { owner } = await createTenant();
      const before = pick(await configure('GET', '/v1/tenant', owner), 'settings');
      const inner = '{"__proto__":{"polluted":true,"challenge":"off"}}';
      const raw = `{"settings":${group === '' ? inner : `{"${group}":${inner}}`}}`;
      await call('PATCH', '/v1/tenant', { key: owner, raw });
      expect(pick(await configure('GET', '/v1/tenant', owner), 'settings')).toEqual(before);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );

  test('secrets never come back and are nowhere in clear', async () => {
    const { tenant, owner } = await createTenant();
    const patched = await call('PATCH', '/v1/tenant', { key: owner, body: { settings: secrets } });
    expect(patched.status).toBe(200);
    await configure('PATCH', '/v1/tenant', owner, { settings: { wechat: { appId: 'wx2' } } });
    const read = await call('GET', '/v1/tenant', { key: owner });
    expect(pick(read.json, 'settings', 'sms')).toEqual({
      provider: 'aliyun',
      accessKeyId: 'AKID',
      signName: '进件',
      templateCode: 'SMS_1',
    });
    expect(pick(read.json, 'settings', 'wechat')).toEqual({ appId: 'wx2' });
    for (const marker of markers) expect(patched.text + read.text).not.toContain(marker);
    const tables = await storedIn(tenant);
    expect(foundIn(tables, markers)).toEqual([]);
    // Sealed, not dropped: one envelope for each, and changing the app id leaves its secret.
    const sealed: unknown = JSON.parse(String(tables.tenant?.[0]?.secrets));
    expect(Object.keys(Object(sealed)).sort()).toEqual([
      'prefillSecret',
      'sms.accessKeySecret',
      'sms.secretKey',
      'wechat.appSecret',
    ]);
    expect(pickText(sealed, 'prefillSecret')).toMatch(/^k1:/);
  });

  test('null takes a group away with its secrets, and nothing else', async () => {
    const { tenant, owner } = await createTenant();
    await configure('PATCH', '/v1/tenant', owner, { settings: secrets });
    const view = await configure('PATCH', '/v1/tenant', owner, {
      settings: { sms: null, prefillSecret: null },
    });
    expect(pick(view, 'settings', 'sms')).toBeUndefined();
    expect(pick(view, 'settings', 'wechat')).toBeDefined();
    const tables = await storedIn(tenant);
    const sealed: unknown = JSON.parse(String(tables.tenant?.[0]?.secrets));
    expect(Object.keys(Object(sealed))).toEqual(['wechat.appSecret']);
    // Nothing to take away is no error, and a group that was never there can't be half set.
    const again = await call('PATCH', '/v1/tenant', {
      key: owner,
      body: { settings: { sms: null, wechat: null } },
    });
    expect(again.status).toBe(200);
    expect(pick(again.json, 'settings', 'wechat')).toBeUndefined();
  });

  test('the search for clear text finds what is there, so that it can fail', async () => {
    const { tenant } = await createTenant();
    expect(foundIn(await storedIn(tenant), ['诚信助贷', 'nowhere'])).toEqual(['诚信助贷']);
  });
});
