/** Owns what 销售易 answers for leads (OpenAPI V2, 2026-11), those that were made included; must not know our side. */

import { sent, type Vendor } from './stand-in.ts';

export const xiaoshouyiConfig = {
  clientId: '5a6b7c8d9e0f',
  clientSecret: 'demo-client-secret',
  username: 'integration@huikai.example',
  password: 'demo-password+token',
};

/** @param instance what the token's answer says of where the interfaces are */
export function xiaoshouyiVendor(instance = 'https://api-p10.xiaoshouyi.com'): Vendor {
  let lent = 0;
  const leads: unknown[] = [];
  return {
    records: () => leads,
    isTokenCall: ({ path }) => path === '/auc/oauth2/token',
    expire() {
      lent++;
    },
    answer({ method, path, headers, body, json }) {
      if (path === '/auc/oauth2/token') {
        const form = new URLSearchParams(body);
        const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
        const isKnown =
          form.get('grant_type') === 'password' &&
          form.get('client_id') === xiaoshouyiConfig.clientId &&
          form.get('client_secret') === xiaoshouyiConfig.clientSecret &&
          form.get('username') === xiaoshouyiConfig.username &&
          form.get('password') === xiaoshouyiConfig.password;
        if (!isForm || !isKnown)
          return { status: 400, body: { error: 'invalid_grant', error_description: '用户名或密码错误' } };
        return {
          body: {
            access_token: `xsy${lent}`,
            token_type: 'Bearer',
            expires_in: 86399,
            instance_uri: instance,
          },
        };
      }
      if (headers.authorization !== `Bearer xsy${lent}`)
        return { status: 401, body: { code: 401, msg: '无效的token' } };
      const leadsPath = '/rest/data/v2.0/xobjects/lead';
      if (method === 'GET' && path === `${leadsPath}/busiType`) {
        return {
          body: { code: 200, msg: 'OK', data: { totalSize: 1, count: 1, records: [{ id: 11010000100001 }] } },
        };
      }
      if (method !== 'POST' || path !== leadsPath || typeof sent(json, 'data') !== 'object') {
        return { body: { code: 1020001, msg: '参数错误', data: null } };
      }
      leads.push(sent(json, 'data'));
      // A text here, as some versions of it answer.
      return { body: { code: '200', msg: 'OK', data: { id: '2600000000000001' } } };
    },
    refused: { body: { code: 1020025, msg: '必填字段不能为空', data: null } },
    throttled: { body: { code: 429, msg: '请求过于频繁', data: null } },
  };
}
