/** Owns what Zoho's accounts and CRM answer for leads (API version 8, 2026-11), those that were made included; must not know our side. */
import { type Reply, sent, type Vendor } from './stand-in.ts';

export const zohoConfig = { clientId: '1000.Ax', clientSecret: 'bx', refreshToken: '1000.cx' };

export function zohoRecord(code: string, status: 'success' | 'error' = 'error', httpStatus = 200): Reply {
  const details = { api_name: 'Mobile' };
  const data = [{ code, status, message: '13800138000', details, action: 'insert' }];
  return { status: httpStatus, body: { data } };
}

export function zohoRefusal(status: number, code: string): Reply {
  return { status, body: { code, details: {}, message: 'no', status: 'error' } };
}

/** Lends tokens, each good until it is told to expire, and takes leads with them. */
export function zohoVendor(): Vendor {
  let lent = 0;
  const leads: unknown[] = [];
  return {
    records: () => leads,
    isTokenCall: ({ path }) => path === '/oauth/v2/token',
    expire() {
      lent++;
    },
    answer({ method, path, headers, body, json }) {
      if (path === '/oauth/v2/token') {
        const form = new URLSearchParams(body);
        const isKnown =
          form.get('grant_type') === 'refresh_token' &&
          form.get('client_id') === zohoConfig.clientId &&
          form.get('client_secret') === zohoConfig.clientSecret &&
          form.get('refresh_token') === zohoConfig.refreshToken;
        if (!isKnown) return { body: { error: 'invalid_code' } };
        const where = { api_domain: 'https://evil.example', token_type: 'Bearer', expires_in: 3600 };
        return { body: { access_token: `1000.token.${lent}`, ...where } };
      }
      if (headers.authorization !== `Zoho-oauthtoken 1000.token.${lent}`) {
        return zohoRefusal(401, 'INVALID_TOKEN');
      }
      if (method === 'GET' && path === '/crm/v8/org') return { body: { org: [{ id: '1' }] } };
      if (method !== 'POST' || path !== '/crm/v8/Leads/upsert')
        return zohoRefusal(404, 'INVALID_URL_PATTERN');
      const data = sent(json, 'data');
      const isOne = Array.isArray(data) && data.length === 1;
      if (!isOne || String(sent(json, 'duplicate_check_fields')) !== 'Mobile') {
        return zohoRefusal(400, 'INVALID_DATA');
      }
      const [record] = data;
      if (!sent(record, 'Last_Name') || !sent(record, 'Company')) return zohoRecord('MANDATORY_NOT_FOUND');
      leads.push(record);
      return zohoRecord('SUCCESS', 'success');
    },
    refused: zohoRecord('INVALID_DATA'),
    throttled: zohoRefusal(200, 'LIMIT_EXCEEDED'),
  };
}
