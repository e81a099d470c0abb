/** Owns the row of webhooks in the conformance table; must not know how they are sent. */
import { webhookSecret, webhookVendor } from '../../../../targets/webhook.ts';
import type { Row } from '../conformance-row.ts';
import { lead, ping } from '../sample-messages.ts';

const headers = { 'content-type': 'application/json; charset=utf-8', 'webhook-id': 'dl_9f8e7d6c5b4a' };

export const webhookRow: Row = {
  kind: 'webhook',
  vendor: webhookVendor,
  config: (url) => ({ url: `${url}/hook`, secret: webhookSecret }),
  lead: () => ({ method: 'POST', path: '/hook', query: {}, headers, json: lead.event }),
  ping: () => ({ method: 'POST', path: '/hook', query: {}, headers, json: ping.event }),
  unread: { outcome: 'delivered', status: 200 },
  refused: { outcome: 'failed', status: 422, reason: 'rejected' },
  throttled: { outcome: 'failed', status: 429, reason: 'throttled', retryAfterMs: 20_000 },
  answers: [
    [
      { status: 410, body: '' },
      { outcome: 'gone', status: 410, reason: 'gone' },
    ],
  ],
};
