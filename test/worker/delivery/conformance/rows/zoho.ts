/** Owns the row of Zoho in the conformance table; must not know how leads are made. */
import { zohoConfig, zohoRecord, zohoRefusal, zohoVendor } from '../../../../targets/zoho.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const headers = { authorization: 'Zoho-oauthtoken 1000.token.0' };

export const zohoRow: Row = {
  kind: 'zoho',
  vendor: zohoVendor,
  config: (baseUrl) => ({ baseUrl, ...zohoConfig }),
  token: {
    method: 'POST',
    path: '/oauth/v2/token',
    query: {},
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    form: {
      grant_type: 'refresh_token',
      client_id: zohoConfig.clientId,
      client_secret: zohoConfig.clientSecret,
      refresh_token: zohoConfig.refreshToken,
    },
  },
  lead: () => ({
    method: 'POST',
    path: '/crm/v8/Leads/upsert',
    query: {},
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    json: {
      data: [
        {
          Last_Name: '张',
          First_Name: '三丰',
          Company: '示例市三丰商贸行',
          Mobile: clear.phone,
          Email: clear.email,
          Description: '进件 ld_k7v2mq4t，金额 300万',
        },
      ],
      duplicate_check_fields: ['Mobile'],
      trigger: ['workflow'],
    },
  }),
  ping: () => ({ method: 'GET', path: '/crm/v8/org', query: {}, headers }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'rejected', status: 200, reason: 'invalid_field' },
  throttled: { outcome: 'failed', status: 200, reason: 'throttled' },
  answers: [
    [
      zohoRecord('MANDATORY_NOT_FOUND', 'error', 202),
      { outcome: 'rejected', status: 202, reason: 'required_field_missing' },
    ],
    [zohoRecord('DUPLICATE_DATA'), { outcome: 'rejected', status: 200, reason: 'duplicate' }],
    // A success that is none, and a code that nobody has seen.
    [zohoRecord('SUCCESS'), { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [zohoRecord('constructor'), { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [zohoRefusal(401, 'OAUTH_SCOPE_MISMATCH'), { outcome: 'failed', status: 401, reason: 'no_permission' }],
    [zohoRefusal(403, 'NO_PERMISSION'), { outcome: 'failed', status: 403, reason: 'no_permission' }],
    // The field that is to be unique is not.
    [zohoRefusal(400, 'INVALID_DATA'), { outcome: 'failed', status: 400, reason: 'rejected' }],
    [
      { status: 410, body: '' },
      { outcome: 'failed', status: 410, reason: 'gone' },
    ],
  ],
};
