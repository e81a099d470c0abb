/** Owns the row of 纷享销客 in the conformance table; must not know how leads are made. */
import { corpId, fxiaokeConfig, fxiaokeVendor } from '../../../../targets/fxiaoke.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const headers = { 'content-type': 'application/json; charset=utf-8' };
const caller = {
  corpAccessToken: 'CORPTOKEN0',
  corpId,
  currentOpenUserId: fxiaokeConfig.currentOpenUserId,
};

export const fxiaokeRow: Row = {
  kind: 'fxiaoke',
  vendor: fxiaokeVendor,
  config: (baseUrl) => ({ baseUrl, ...fxiaokeConfig, leadsPoolId: 'demo-pool' }),
  token: {
    method: 'POST',
    path: '/cgi/corpAccessToken/get/V2',
    query: {},
    headers,
    json: {
      appId: fxiaokeConfig.appId,
      appSecret: fxiaokeConfig.appSecret,
      permanentCode: fxiaokeConfig.permanentCode,
    },
  },
  lead: () => ({
    method: 'POST',
    path: '/cgi/crm/v2/data/create',
    query: {},
    headers,
    json: {
      ...caller,
      data: {
        object_data: {
          dataObjectApiName: 'LeadsObj',
          name: clear.name,
          mobile: clear.phone,
          company: '示例市三丰商贸行',
          remark: '进件 ld_k7v2mq4t，表单 business-loan',
          leads_pool_id: 'demo-pool',
        },
      },
    },
  }),
  ping: () => ({
    method: 'POST',
    path: '/cgi/crm/v2/data/query',
    query: {},
    headers,
    json: {
      ...caller,
      data: {
        dataObjectApiName: 'LeadsObj',
        search_query_info: {
          limit: 1,
          offset: 0,
          filters: [{ field_name: '_id', field_values: ['000000000000000000000000'], operator: 'EQ' }],
        },
      },
    },
  }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'failed', status: 200, reason: 'refused' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled', retryAfterMs: 20_000 },
  answers: [
    [{ body: { errorCode: 20012 } }, { outcome: 'failed', status: 200, reason: 'no_permission' }],
    [{ body: { errorCode: 30003 } }, { outcome: 'failed', status: 200, reason: 'no_quota' }],
    [{ body: { errorCode: 50009 } }, { outcome: 'failed', status: 200, reason: 'busy' }],
    [{ body: { errorCode: '0', dataId: 'x' } }, { outcome: 'delivered', status: 200 }],
    [{ body: { dataId: 'x' } }, { outcome: 'failed', status: 200, reason: 'unreadable' }],
  ],
};
