/** Owns reports to a real server: signed by one destination, and with the token of another. */
import { createHmac } from 'node:crypto';
import { servedTarget } from '../served.ts';
import { tenant } from '../served-tenant.ts';
import type { Target } from '../target.ts';

let sent = 0;

export function open(): Promise<Target> {
  return servedTarget(
    {
      name: 'served-outcome',
      format: 'json',
      words: ['lead.outcome', 'ld_abc', 'contacted', 'signed', '成交', 'amount', 'reason'],
      mostBytes: 80 * 1024,
      mostOutput: () => 128 * 1024,
      repeatsNothing: true,
    },
    async ({ tenant: { lead, webhookSecret, inboundToken }, send }, input) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
      const isJson = /^\s*[[{]/.test(text);
      const body = text.includes('ld_abc')
        ? new TextEncoder().encode(text.replaceAll('ld_abc', lead))
        : input;
      const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
      const base = `/v1/t/${tenant}/outcomes`;
      const headers = { 'content-type': type };
      return [
        await send('POST', `${base}/crm`, { ...headers, ...signedHeaders(webhookSecret, body) }, body),
        await send('POST', `${base}/own`, { ...headers, 'x-jinjian-token': inboundToken }, body),
      ];
    },
  );
}

/** Standard Webhooks 1.0, symmetric. */
function signedHeaders(secret: string, body: Uint8Array): Record<string, string> {
  sent += 1;
  const [id, timestamp] = [`msg_${sent}`, String(Math.floor(Date.now() / 1000))];
  const hmac = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
  const signature = hmac.update(`${id}.${timestamp}.`).update(body).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
