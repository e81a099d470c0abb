/** Owns messages signed by the published library of Standard Webhooks, as who receives webhooks signs them back; must not judge answers. */
import { Webhook } from 'standardwebhooks';
import type { CallOptions } from './api.ts';

export function signedMessage(secret: string, raw: string, id: string, at = new Date()) {
  return {
    raw,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, at, raw),
    },
  } satisfies CallOptions;
}
