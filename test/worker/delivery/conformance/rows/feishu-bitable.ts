/** Owns the row of 飞书多维表格 in the conformance table; must not know how rows are made. */
import { bitableConfig, feishuBitableVendor } from '../../../../targets/feishu-bitable.ts';
import type { Row } from '../conformance-row.ts';
import { clear, leadData } from '../sample-messages.ts';

const table = `/open-apis/bitable/v1/apps/${bitableConfig.appToken}/tables/${bitableConfig.tableId}`;
const headers = { authorization: 'Bearer t-0', 'content-type': 'application/json; charset=utf-8' };
/** Of the sample's delivery, `dl_9f8e7d6c5b4a`: it must never change from one version of ours to the next. */
const key = 'cbdf94fe-fadb-4ad4-b0c9-e3b4aca258c3';

export const feishuBitableRow: Row = {
  kind: 'feishu_bitable',
  vendor: feishuBitableVendor,
  config: (baseUrl) => ({ baseUrl, ...bitableConfig }),
  token: {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    query: {},
    headers: { 'content-type': 'application/json; charset=utf-8' },
    json: { app_id: bitableConfig.appId, app_secret: bitableConfig.appSecret },
  },
  lead: () => ({
    method: 'POST',
    path: `${table}/records`,
    query: { client_token: key },
    headers,
    json: {
      fields: {
        类型: '新线索',
        编号: leadData.lead.id,
        姓名: clear.name,
        手机: clear.phone,
        金额: '3000000',
        表单: 'business-loan',
        渠道: 'wechat',
        提交时间: '2026-11-22T08:00:00.000Z',
      },
    },
  }),
  ping: () => ({ method: 'GET', path: `${table}/fields`, query: { page_size: '1' }, headers }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'rejected', status: 200, reason: 'invalid_field' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 1000 },
  answers: [
    [{ body: { code: 1254291 } }, { outcome: 'failed', status: 200, reason: 'busy' }],
    [{ body: { code: 1254041 } }, { outcome: 'failed', status: 200, reason: 'not_found' }],
    [{ body: { code: 1254061 } }, { outcome: 'rejected', status: 200, reason: 'invalid_field' }],
    [
      { status: 400, body: { code: 1254015 } },
      { outcome: 'rejected', status: 400, reason: 'invalid_field' },
    ],
    [
      { status: 403, body: { code: 1254302 } },
      { outcome: 'failed', status: 403, reason: 'no_permission' },
    ],
    [{ body: { code: 1254103 } }, { outcome: 'failed', status: 200, reason: 'table_full' }],
    [{ body: { code: 1255006 } }, { outcome: 'failed', status: 200, reason: 'refused' }],
    [
      { status: 504, body: { code: 1255040 } },
      { outcome: 'failed', status: 504, reason: 'server_error' },
    ],
    [
      { status: 400, headers: { 'x-ogw-ratelimit-reset': '3' }, body: { code: 99991400 } },
      { outcome: 'failed', status: 400, reason: 'throttled', retryAfterMs: 3000 },
    ],
  ],
};
