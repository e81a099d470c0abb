/** Owns the row of 销售易 in the conformance table; must not know how leads are made. */
import { xiaoshouyiConfig, xiaoshouyiVendor } from '../../../../targets/xiaoshouyi.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const leads = '/rest/data/v2.0/xobjects/lead';
const headers = { authorization: 'Bearer xsy0', 'content-type': 'application/json; charset=utf-8' };

export const xiaoshouyiRow: Row = {
  kind: 'xiaoshouyi',
  vendor: xiaoshouyiVendor,
  config: (baseUrl) => ({ baseUrl, ...xiaoshouyiConfig }),
  token: {
    method: 'POST',
    path: '/auc/oauth2/token',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    form: {
      grant_type: 'password',
      client_id: xiaoshouyiConfig.clientId,
      client_secret: xiaoshouyiConfig.clientSecret,
      username: xiaoshouyiConfig.username,
      password: xiaoshouyiConfig.password,
    },
  },
  lead: () => ({
    method: 'POST',
    path: leads,
    query: {},
    headers,
    json: { data: { name: clear.name, companyName: '示例市三丰商贸行', phone: clear.phone } },
  }),
  ping: () => ({ method: 'GET', path: `${leads}/busiType`, query: {}, headers }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'failed', status: 200, reason: 'refused' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 60_000 },
  answers: [
    [{ body: { code: 200, data: { id: 1 } } }, { outcome: 'delivered', status: 200 }],
    // The classic bug: a status of 200, and an error told beside it.
    [{ body: { code: 0, msg: 'OK' } }, { outcome: 'failed', status: 200, reason: 'refused' }],
    [{ body: { code: '500', msg: '系统错误' } }, { outcome: 'failed', status: 200, reason: 'refused' }],
    [
      { status: 201, body: { code: 200 } },
      { outcome: 'delivered', status: 201 },
    ],
  ],
};
