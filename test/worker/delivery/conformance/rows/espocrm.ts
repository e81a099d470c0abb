/** Owns the row of EspoCRM in the conformance table; must not know how leads are made. */
import { espocrmConfig, espocrmVendor } from '../../../../targets/espocrm.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const path = `/espo/api/v1/LeadCapture/${espocrmConfig.apiKey}`;
const headers = { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' };

export const espocrmRow: Row = {
  kind: 'espocrm',
  vendor: espocrmVendor,
  config: (url) => ({ baseUrl: `${url}/espo`, ...espocrmConfig }),
  lead: () => ({
    method: 'POST',
    path,
    query: {},
    headers,
    json: {
      lastName: '张',
      firstName: '三丰',
      phoneNumber: clear.phone,
      emailAddress: clear.email,
      accountName: '示例市三丰商贸行',
      description: '进件 ld_k7v2mq4t，金额 300万',
    },
  }),
  ping: () => ({ method: 'OPTIONS', path, query: {}, headers }),
  unread: { outcome: 'failed', status: 200, reason: 'unreadable' },
  refused: { outcome: 'rejected', status: 400, reason: 'invalid_field' },
  throttled: { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 7000 },
  answers: [
    [{ body: 'false' }, { outcome: 'failed', status: 200, reason: 'unreadable' }],
    [
      { status: 400, headers: { 'x-status-reason': 'Bad data' }, body: '' },
      { outcome: 'rejected', status: 400, reason: 'invalid_field' },
    ],
    // A proxy's.
    [
      { status: 400, body: 'Bad Request' },
      { outcome: 'failed', status: 400, reason: 'rejected' },
    ],
    [
      { status: 410, body: '' },
      { outcome: 'failed', status: 410, reason: 'gone' },
    ],
    // A key that is no more.
    [
      { status: 404, headers: { 'x-status-reason': 'API key is not valid.' }, body: '' },
      { outcome: 'failed', status: 404, reason: 'not_found' },
    ],
  ],
};
