/** Owns the row of Salesforce in the conformance table; must not know how leads are made. */
import { salesforceConfig, salesforceVendor } from '../../../../targets/salesforce.ts';
import type { Row } from '../conformance-row.ts';
import { clear } from '../sample-messages.ts';

const { oid, leadSource } = salesforceConfig;

export const salesforceRow: Row = {
  kind: 'salesforce',
  vendor: salesforceVendor,
  config: (baseUrl) => ({ baseUrl, ...salesforceConfig }),
  lead: () => ({
    method: 'POST',
    path: '/servlet/servlet.WebToLead',
    query: { encoding: 'UTF-8', orgId: oid },
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    form: {
      oid,
      lead_source: leadSource,
      last_name: '张',
      first_name: '三丰',
      company: '示例市三丰商贸行',
      mobile: clear.phone,
      email: clear.email,
      description: '进件 ld_k7v2mq4t，金额 300万',
    },
  }),
  // A 200 is all that it ever says: what the body holds changes nothing.
  unread: { outcome: 'delivered', status: 200, reason: 'unconfirmed' },
  refused: { outcome: 'failed', status: 200, reason: 'not_processed' },
  throttled: { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 7000 },
  answers: [
    [
      { headers: { 'is-processed': 'true' }, body: '' },
      { outcome: 'delivered', status: 200 },
    ],
    [
      { status: 204, body: '' },
      { outcome: 'failed', status: 204, reason: 'unreadable' },
    ],
    [
      { status: 410, body: '' },
      { outcome: 'failed', status: 410, reason: 'gone' },
    ],
  ],
};
