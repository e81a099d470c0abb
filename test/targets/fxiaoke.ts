/** Owns what 纷享销客 answers for leads (openapi_v2, 2026-11), those that were made included; must not know our side. */
import { type Reply, sent, type Vendor } from './stand-in.ts';

export const fxiaokeConfig = {
  appId: 'FSAID_1300000',
  appSecret: 'demo-app-secret',
  permanentCode: 'DEMO0PERMANENT0CODE',
  currentOpenUserId: 'FSUID_0123456789ABCDEF',
};
export const corpId = 'FSCID_FEDCBA9876543210';

function says(errorCode: number, errorMessage: string, more: object = {}): Reply {
  return {
    body: { traceId: 'E-O.demo.1000-1', errorCode, errorMessage, errorDescription: errorMessage, ...more },
  };
}

export function fxiaokeVendor(): Vendor {
  let lent = 0;
  const leads: unknown[] = [];
  return {
    records: () => leads,
    isTokenCall: ({ path }) => path === '/cgi/corpAccessToken/get/V2',
    expire() {
      lent++;
    },
    answer({ method, path, json }) {
      if (method !== 'POST') return says(32000, '参数错误');
      if (path === '/cgi/corpAccessToken/get/V2') {
        if (sent(json, 'appSecret') !== fxiaokeConfig.appSecret) return says(10006, 'appSecret为必填项');
        if (sent(json, 'permanentCode') !== fxiaokeConfig.permanentCode) return says(20015, '永久授权码错误');
        return says(0, 'OK', { corpAccessToken: `CORPTOKEN${lent}`, corpId, expiresIn: 7200 });
      }
      if (sent(json, 'corpAccessToken') !== `CORPTOKEN${lent}` || sent(json, 'corpId') !== corpId) {
        return says(20016, 'corpAccessToken不存在或者已经过期');
      }
      if (sent(json, 'currentOpenUserId') !== fxiaokeConfig.currentOpenUserId)
        return says(20012, 'openUserId未找到');
      if (path === '/cgi/crm/v2/data/query') {
        return sent(json, 'data', 'dataObjectApiName') === 'LeadsObj'
          ? says(0, 'OK', { data: { dataList: [], total: 0, offset: 0, limit: 1 } })
          : says(32000, '参数错误');
      }
      const lead = sent(json, 'data', 'object_data');
      if (path !== '/cgi/crm/v2/data/create' || sent(lead, 'dataObjectApiName') !== 'LeadsObj') {
        return says(32000, '参数错误');
      }
      leads.push(lead);
      return says(0, 'OK', { dataId: '68fa0000000000000000beef' });
    },
    refused: says(320002, '字段【姓名】必填'),
    throttled: says(30004, '秒频次超限'),
  };
}
