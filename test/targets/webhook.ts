/** Owns a receiver of webhooks that verifies them with the published library; must not know our side. */
import { Webhook } from 'standardwebhooks';
import type { Vendor } from './stand-in.ts';

export const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export function webhookVendor(): Vendor {
  return {
    isTokenCall: () => false,
    answer({ headers, body }) {
      try {
        new Webhook(webhookSecret).verify(body, headers);
        return { status: 204, body: '' };
      } catch {
        return { status: 401, body: { error: 'signature' } };
      }
    },
    refused: { status: 422, body: { error: 'invalid' } },
    throttled: { status: 429, headers: { 'retry-after': '20' }, body: { error: 'slow down' } },
  };
}
