/** Owns the configuration of destinations that are no webhooks: members, secrets, kinds, pings; must not know one CRM's requests. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { allAdapters } from '../../worker/delivery/adapters.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { TenantContext } from '../../worker/tenant/context.ts';
import { sealedSecretsOf } from '../../worker/tenant/destination-secrets.ts';
import { DestinationStore } from '../../worker/tenant/destinations.ts';
import { KeyUse } from '../../worker/tenant/rekeying/key-use.ts';
import { call, expectProblem, findingsOf, pick, pickList, pickText } from './api.ts';
import { submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

const nobodyToTell = () => ({ noteKeys: () => Promise.resolve() });

let shop: Shop;
let receivers: Receivers;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => {
  receivers = standInReceivers();
});

const put = (id: string, body: unknown, key = shop.owner) =>
  call('PUT', `/v1/destinations/${id}`, { key, body });
const formGuid = '319478e5-e5fd-4d39-9d13-fc1f90bf46da';
const hubspot = (config: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  kind: 'hubspot',
  recipient: 'self',
  config: { portalId: '62515', formGuid, ...config },
  ...more,
});
const zoho = (config: Record<string, unknown> = {}) => ({
  kind: 'zoho',
  recipient: 'self',
  config: { clientId: '1000.A', clientSecret: 'sesame-1', refreshToken: 'sesame-2', ...config },
});
const espocrm = (config: Record<string, unknown> = {}) => ({
  kind: 'espocrm',
  recipient: 'self',
  config: { baseUrl: 'https://espo.example', apiKey: 'f1b04885f28ee1a6', ...config },
});

async function shownOf(id: string): Promise<unknown> {
  const listed = await configure('GET', '/v1/destinations', shop.owner);
  return pickList(listed, 'items').find((item) => pick(item, 'id') === id);
}

/** What an adapter is given of a destination, past the API. */
function openedOf(id: string, tenant = shop.tenant, masters?: string) {
  return runInDurableObject(tenantStub(tenant), async (object, state) => {
    const context = new TenantContext(
      state.storage,
      parseMasterKeys(masters ?? `k1:${btoa('\u0001'.repeat(32))}`),
      'any',
    );
    const store = masters === undefined ? object.destinations : new DestinationStore(context, () => {});
    const row = store.row(id);
    if (row === undefined) throw new Error(`no destination ${id}`);
    return store.opened(row);
  });
}

describe('secrets', () => {
  test('are kept sealed, shown by name alone, and opened for the adapter', async () => {
    const made = await put('zoho', zoho({ domain: 'com.cn' }));
    expect(made.json).toEqual({
      id: 'zoho',
      kind: 'zoho',
      recipient: 'self',
      region: 'mainland',
      config: { clientId: '1000.A', domain: 'com.cn' },
      secrets: ['clientSecret', 'refreshToken'],
      enabled: true,
    });
    expect(await shownOf('zoho')).toMatchObject(Object(made.json));
    expect(foundIn(await storedIn(shop.tenant), ['sesame-1', 'sesame-2'])).toEqual([]);
    const opened = await openedOf('zoho');
    if (isRefusal(opened)) throw new Error(opened.refused);
    expect(opened.config).toEqual({
      clientId: '1000.A',
      domain: 'com.cn',
      clientSecret: 'sesame-1',
      refreshToken: 'sesame-2',
    });
    expect(opened.mapping).toEqual(allAdapters.find(({ kind }) => kind === 'zoho')?.defaultMapping);
  });

  test('are not sent to another address than the one that they were given for', async () => {
    await put('espo-moved', espocrm());
    const moved = { kind: 'espocrm', recipient: 'self', config: { baseUrl: 'https://elsewhere.example' } };
    expectProblem(await put('espo-moved', moved), 422, 'destination_rejected');
    const same = { kind: 'espocrm', recipient: 'self', config: { baseUrl: 'https://espo.example' } };
    expect((await put('espo-moved', same)).status).toBe(200);
  });

  test('that are left out stay, those given replace, null takes an optional one away', async () => {
    await put('keep', zoho());
    const changed = await put('keep', {
      ...zoho(),
      config: {
        clientId: '1000.B',
        refreshToken: 'sesame-3',
        mapping: { Last_Name: '{{lead.values.name}}' },
      },
    });
    expect(changed.json).toMatchObject({
      config: { clientId: '1000.B' },
      secrets: ['clientSecret', 'refreshToken'],
    });
    expect(await openedOf('keep')).toEqual({
      config: { clientId: '1000.B', clientSecret: 'sesame-1', refreshToken: 'sesame-3' },
      mapping: { Last_Name: '{{lead.values.name}}' },
    });
    const names = async (body: unknown) => pick((await put('token', body)).json, 'secrets');
    expect(await names(hubspot({ accessToken: 'pat' }))).toEqual(['accessToken']);
    expect(await names(hubspot())).toEqual(['accessToken']);
    expect(await names(hubspot({ accessToken: null }))).toEqual([]);
    expect(await openedOf('token')).toMatchObject({ config: { portalId: '62515', formGuid } });
  });

  test('of another kind are not taken over', async () => {
    await put('turned', zoho());
    const turned = await put('turned', hubspot());
    expect(turned.json).toMatchObject({ kind: 'hubspot', secrets: [] });
    expect(turned.text).not.toContain('"secret"');
    const back = await put('turned', { ...zoho(), config: { clientId: '1000.A' } });
    expect(findingsOf(back)).toEqual([
      'config.clientSecret missing_secret',
      'config.refreshToken missing_secret',
    ]);
    const hook = await put('turned', {
      kind: 'webhook',
      recipient: 'self',
      config: { url: 'https://a.example/' },
    });
    expect(pickText(hook.json, 'secret')).toMatch(/^whsec_/);
    expect(await openedOf('turned')).toMatchObject({ config: { secret: pickText(hook.json, 'secret') } });
  });

  test('move to the active master key with the rest, and name the key that they need', async () => {
    await put('moved', zoho());
    const [k1, k2] = [btoa('\u0001'.repeat(32)), btoa('\u0002'.repeat(32))];
    await runInDurableObject(tenantStub(shop.tenant), async (object, state) => {
      const context = new TenantContext(state.storage, parseMasterKeys(`k2:${k2},k1:${k1}`), 'any');
      const store = new DestinationStore(context, () => {});
      await store.resealSecrets();
      const row = store.row('moved');
      if (row === undefined) throw new Error('it is gone');
      expect(sealedSecretsOf(row).map((sealed) => sealed.slice(0, 3))).toEqual(['k2:', 'k2:']);
      expect(await store.opened(row)).toMatchObject({
        config: { clientSecret: 'sesame-1', refreshToken: 'sesame-2' },
      });
      // Only the moved secrets are under the second key: an operator is told that it is needed.
      expect(new KeyUse(context, nobodyToTell).inUse()).toContain('k2');
      // The server has the old key only: what it can't open it tells so, and it knows which key it lacks.
      expect(await object.destinations.opened(row)).toMatchObject({ refused: 'key_missing' });
      const turned = new TenantContext(state.storage, parseMasterKeys(`k1:${k1},k2:${k2}`), 'any');
      await new DestinationStore(turned, () => {}).resealSecrets();
    });
    expect(await openedOf('moved')).toMatchObject({ config: { clientSecret: 'sesame-1' } });
  });

  test('do not open for another destination, even of the same tenant', async () => {
    await put('one', zoho());
    await put('two', zoho({ clientSecret: 'other' }));
    await runInDurableObject(tenantStub(shop.tenant), async (object, state) => {
      state.storage.sql.exec(
        "UPDATE destinations SET config_secrets = (SELECT config_secrets FROM destinations WHERE id = 'one') WHERE id = 'two'",
      );
      const row = object.destinations.row('two');
      if (row === undefined) throw new Error('it is gone');
      await expect(object.destinations.opened(row)).rejects.toThrow();
      state.storage.sql.exec("DELETE FROM destinations WHERE id = 'two'");
    });
  });
});

describe('destination_rejected', () => {
  test.for([
    ['a member that is missing', { ...hubspot(), config: { portalId: '1' } }, 'config.formGuid invalid_type'],
    ['a member of another kind', hubspot({ apiKey: 'a' }), 'config unrecognized_keys'],
    ['a member that does not look so', hubspot({ portalId: '../1' }), 'config.portalId invalid_format'],
    [
      'a header in a secret',
      hubspot({ accessToken: 'a\r\nx: y' }),
      'config.accessToken custom,config.accessToken invalid_format',
    ],
    [
      'a control character',
      { ...hubspot(), kind: 'salesforce', config: { oid: '00D600000007CiD', leadSource: 'a\u0007' } },
      'config.leadSource custom',
    ],
    [
      'a line separator',
      { ...hubspot(), kind: 'salesforce', config: { oid: '00D600000007CiD', leadSource: 'a\u2028b' } },
      'config.leadSource custom,config.leadSource invalid_format',
    ],
    [
      'a line break in an address',
      { kind: 'webhook', recipient: 'self', config: { url: 'https://a.exa\nmple/' } },
      'config.url custom',
    ],
    ['a required secret that is null', zoho({ clientSecret: null }), 'config.clientSecret invalid_type'],
    [
      'no secret at all',
      { ...zoho(), config: { clientId: 'a' } },
      'config.clientSecret missing_secret,config.refreshToken missing_secret',
    ],
    ['a value without end', zoho({ clientId: 'a'.repeat(2049) }), 'config.clientId too_big'],
    ['a home that Zoho has not', zoho({ domain: 'evil.example' }), 'config.domain invalid_format'],
    ['an address that is none', espocrm({ baseUrl: 'espo' }), 'config.baseUrl not_a_url'],
    [
      'an address with a query',
      espocrm({ baseUrl: 'https://espo.example/?a=b' }),
      'config.baseUrl query_in_url',
    ],
    [
      'a template that can’t be read',
      hubspot({ mapping: { a: '{{lead' } }),
      'config.mapping.a template_syntax',
    ],
    [
      'a prototype in a template',
      hubspot({ mapping: { a: '{{lead.values.__proto__}}' } }),
      'config.mapping.a impossible_path',
    ],
    ['a template that is none', hubspot({ mapping: { a: 1 } }), 'config.mapping.a invalid_type'],
    ['a recipient that nobody is', { ...hubspot(), recipient: 'bank-z' }, 'recipient unknown_recipient'],
  ] as const)('%s', async ([, body, findings]) => {
    const before = await storedIn(shop.tenant);
    const answer = await put('wrong', body);
    expectProblem(answer, 422, 'destination_rejected');
    expect(findingsOf(answer).join(',')).toBe(findings);
    expect(await storedIn(shop.tenant)).toEqual(before);
  });

  test('words what is wrong in both languages', async () => {
    for (const language of ['zh-CN', 'en']) {
      const answer = await call('PUT', '/v1/destinations/wrong', {
        key: shop.owner,
        body: hubspot({ mapping: { a: '{{lead.values.name | shout}}' } }),
        headers: { 'accept-language': language },
      });
      expect(pickText(answer.json, 'errors', 0, 'message')).toMatch(language === 'en' ? /filter/ : /过滤器/);
    }
  });

  test('a rule of the shape is told in the language asked for alone', async () => {
    for (const [language, words] of [
      ['zh-CN', '须为一行文字，不含控制字符'],
      ['en', 'one line without control characters'],
    ] as const) {
      const answer = await call('PUT', '/v1/destinations/wrong', {
        key: shop.owner,
        body: {
          kind: 'salesforce',
          recipient: 'self',
          config: { oid: '00D600000007CiD', leadSource: 'a\tb' },
        },
        headers: { 'accept-language': language },
      });
      expect(pickText(answer.json, 'errors', 0, 'message')).toBe(words);
    }
  });

  test('a recipient of another tenant is nobody here', async () => {
    const other = await openShop();
    await configure('PUT', '/v1/recipients/only-theirs', other.owner, {
      legalName: '丙银行',
      kind: 'lender',
      contact: '95511',
      uscc: '91350100M000100Y43',
    });
    const answer = await put('wrong', hubspot({}, { recipient: 'only-theirs' }));
    expect(findingsOf(answer)).toEqual(['recipient unknown_recipient']);
    // The id of another tenant's destination names nothing of theirs: it makes one here.
    await put('shared-id', zoho());
    await put('shared-id', hubspot(), other.owner);
    expect(await shownOf('shared-id')).toMatchObject({
      kind: 'zoho',
      secrets: ['clientSecret', 'refreshToken'],
    });
    expectProblem(
      await call('POST', '/v1/destinations/zoho/preview', { key: other.owner, body: {} }),
      404,
      'not_found',
    );
  });
});

test('an address is kept without the slash at its end', async () => {
  const made = await put('espo', espocrm({ baseUrl: 'https://espo.example/crm//' }));
  expect(pick(made.json, 'config')).toEqual({ baseUrl: 'https://espo.example/crm' });
});

test('a webhook has no list of secrets, and takes what every kind takes', async () => {
  await addWebhook(shop, 'plain');
  expect(await shownOf('plain')).not.toHaveProperty('secrets');
  const config = { url: 'https://a.example/', mapping: { a: 'b' }, baseUrl: 'http://127.0.0.1:1' };
  expect(pick((await put('plain', { kind: 'webhook', recipient: 'self', config })).json, 'config')).toEqual(
    config,
  );
});

test('once sent to, a destination keeps its kind; its configuration may change', async () => {
  const own = await openShop();
  await addWebhook(own, 'crm');
  await submit(own);
  await eventually(() => expect(receivers.to('crm.example')).not.toEqual([]));
  const turned = await put('crm', hubspot({}, { recipient: 'bank-a' }), own.owner);
  expect(findingsOf(turned)).toEqual(['recipient recipient_is_fixed', 'kind kind_is_fixed']);
  expect(
    (
      await put(
        'crm',
        { kind: 'webhook', recipient: 'self', config: { url: 'https://b.example/' } },
        own.owner,
      )
    ).status,
  ).toBe(200);
});

test('only a webhook’s secret is rotated', async () => {
  await put('still', hubspot());
  const answer = await call('POST', '/v1/destinations/still/rotate', { key: shop.owner });
  expectProblem(answer, 422, 'destination_rejected');
  expect(findingsOf(answer)).toEqual(['kind no_signing_secret']);
});

test('what could only be tried with a lead is not tried', async () => {
  await put('hub', hubspot());
  const answer = await call('POST', '/v1/destinations/hub/test', { key: shop.owner });
  expect(findingsOf(answer)).toEqual(['kind not_testable']);
  await put('espo-ping', espocrm());
  await call('POST', '/v1/destinations/espo-ping/test', { key: shop.owner });
  const [ping] = receivers.received;
  expect(receivers.received).toHaveLength(1);
  expect(ping?.url).toBe('https://espo.example/api/v1/LeadCapture/f1b04885f28ee1a6');
  // The request has no body at all.
  expect(ping?.body).toBe('undefined');
});

test('the OpenAPI document tells each kind’s configuration', async () => {
  const { json } = await call('GET', '/openapi.json');
  const schemas = Object.entries(Object(pick(json, 'components', 'schemas')));
  const text = JSON.stringify(schemas.filter(([name]) => name.startsWith('Destination')));
  for (const { kind, members } of allAdapters) {
    expect(text).toContain(`"const":"${kind}"`);
    for (const name of Object.keys(members)) expect(text).toContain(`"${name}":{`);
  }
  expect(text).toContain('"discriminator":{"propertyName":"kind"}');
  expect(text.match(/"writeOnly":true/g)).toHaveLength(
    allAdapters.flatMap(({ members }) => Object.values(members).filter(({ isSecret }) => isSecret)).length,
  );
});
