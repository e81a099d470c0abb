/** Owns which configurations are turned away where only public targets are allowed; must not know how one is stored. */
import { expect, test } from 'vitest';
import { espocrm } from '../../../worker/delivery/adapters/espocrm.ts';
import { hubspot } from '../../../worker/delivery/adapters/hubspot.ts';
import { webhook } from '../../../worker/delivery/adapters/webhook.ts';
import { checkConfig } from '../../../worker/delivery/check-config.ts';

const codes = (...given: Parameters<typeof checkConfig>) =>
  checkConfig(...given).map(({ path, code }) => `${path} ${code}`);

test.for([
  [webhook, { url: 'https://crm.example.cn/hook' }, []],
  [webhook, { url: 'http://crm.example.cn/hook' }, ['config.url not_https']],
  [webhook, { url: 'https://169.254.169.254/' }, ['config.url ip_literal']],
  [webhook, { url: 'https://crm.example.cn/hook?a=b' }, []],
  [
    webhook,
    { url: 'https://crm.example.cn/', baseUrl: 'https://crm.example.cn' },
    ['config.baseUrl development_only'],
  ],
  [hubspot, { portalId: '1' }, []],
  [hubspot, { portalId: '1', baseUrl: 'https://proxy.example.cn' }, ['config.baseUrl development_only']],
  // Its own member: there is no EspoCRM but somebody's.
  [espocrm, { baseUrl: 'https://crm.example.cn/espo' }, []],
  [espocrm, { baseUrl: 'https://localhost/espo' }, ['config.baseUrl internal_host']],
  [espocrm, { baseUrl: 'https://crm.example.cn/?a=b' }, ['config.baseUrl query_in_url']],
  [espocrm, { baseUrl: 'https://crm.example.cn/crm/espo' }, []],
  [espocrm, { baseUrl: 'https://crm.example.cn/api/v2/Lead' }, ['config.baseUrl api_path_in_url']],
  [espocrm, { baseUrl: 'https://*.example.cn' }, ['config.baseUrl wildcard_in_url']],
] as const)('%# %j', ([adapter, members, findings]) => {
  expect(codes(adapter, { members }, 'public')).toEqual(findings);
});

test('for development any address of http will do', () => {
  expect(codes(hubspot, { members: { baseUrl: 'http://127.0.0.1:8080' } }, 'any')).toEqual([]);
  expect(
    codes(hubspot, { members: { baseUrl: 'http://127.0.0.1:8080/submissions/v3/integration' } }, 'any'),
  ).toEqual(['config.baseUrl api_path_in_url']);
  expect(codes(hubspot, { members: { baseUrl: 'file:///etc/passwd' } }, 'any')).toEqual([
    'config.baseUrl not_https',
  ]);
  expect(codes(hubspot, { members: { baseUrl: 'http://a:b@127.0.0.1' } }, 'any')).toEqual([
    'config.baseUrl credentials_in_url',
  ]);
});

test('templates are looked at, too', () => {
  const mapping = { a: '{{lead.values.name}}', b: '{{lead.nothing}}' };
  expect(codes(hubspot, { members: {}, mapping }, 'public')).toEqual(['config.mapping.b impossible_path']);
});
