/** Owns what 飞书 answers for tables (多维表格, 新增记录, 2026-11), their rows included; must not know our side. */
import { sent, type Vendor } from './stand-in.ts';

export const bitableConfig = {
  appId: 'cli_a1b2c3d4e5f6',
  appSecret: 'demo-app-secret',
  appToken: 'bascnCMII2ORej2RItqpZZUNMIe',
  tableId: 'tblsRc9GRRXKqhvW',
};
const columns = ['类型', '编号', '姓名', '手机', '金额', '表单', '渠道', '提交时间'];
const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function feishuBitableVendor(): Vendor {
  let lent = 0;
  /** By the key that they were asked for with: the same key is the same row. */
  const rows = new Map<string, unknown>();
  const table = `/open-apis/bitable/v1/apps/${bitableConfig.appToken}/tables/${bitableConfig.tableId}`;
  return {
    records: () => [...rows.values()],
    isTokenCall: ({ path }) => path.startsWith('/open-apis/auth/'),
    expire() {
      lent++;
    },
    answer({ method, path, query, headers, json }) {
      if (path === '/open-apis/auth/v3/tenant_access_token/internal') {
        const isKnown =
          sent(json, 'app_id') === bitableConfig.appId &&
          sent(json, 'app_secret') === bitableConfig.appSecret;
        if (!isKnown) return { status: 400, body: { code: 10014, msg: 'app secret invalid' } };
        return { body: { code: 0, msg: 'ok', tenant_access_token: `t-${lent}`, expire: 7200 } };
      }
      if (headers.authorization !== `Bearer t-${lent}`) {
        return { status: 400, body: { code: 99991663, msg: 'Invalid access token for authorization.' } };
      }
      if (method === 'GET' && path === `${table}/fields`) {
        return {
          body: { code: 0, msg: 'success', data: { has_more: false, items: [], total: columns.length } },
        };
      }
      if (method !== 'POST' || path !== `${table}/records`) {
        return { body: { code: 1254041, msg: 'TableIdNotFound' } };
      }
      const key = query.client_token ?? '';
      if (!uuidV4.test(key)) return { status: 400, body: { code: 1254037, msg: 'Invalid client token' } };
      const fields: object = Object(sent(json, 'fields'));
      if (!Object.keys(fields).every((name) => columns.includes(name))) {
        return { body: { code: 1254045, msg: 'FieldNameNotFound' } };
      }
      rows.set(key, fields);
      return { body: { code: 0, msg: 'success', data: { record: { record_id: 'reclAqylTN', fields } } } };
    },
    refused: { body: { code: 1254045, msg: 'FieldNameNotFound' } },
    throttled: { body: { code: 1254290, msg: 'TooManyRequest' } },
  };
}
