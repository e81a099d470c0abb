/** Owns the measure that delivering is compared with: a loop of signed POSTs in an object; must not store or know anything. */
import { DurableObject } from 'cloudflare:workers';
import { attemptDeadline } from '../../../worker/delivery/send.ts';
import { signedHeaders } from '../../../worker/delivery/webhook-signature.ts';

const secret = `whsec_${btoa('x'.repeat(32))}`;

export class TenantObject extends DurableObject {
  /** Sends so many, each under an id of its own, `atOnce` under way. */
  async send({ url, text, count, atOnce }) {
    let sent = 0;
    const lane = async () => {
      while (sent < count) {
        const id = `dl_${String(sent++).padStart(22, '0')}`;
        // As ours are: a signal's own timer would outlive the POST, and an object may have 10,000 (workerd, 2026-11).
        const deadline = attemptDeadline();
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'user-agent': 'Jinjian-Webhook/1',
            ...(await signedHeaders(id, Date.now(), text, [secret])),
          },
          body: text,
          redirect: 'manual',
          signal: deadline.signal,
        });
        deadline.clear();
        await response.body?.cancel();
        if (!response.ok) throw new Error('the receiver refused');
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }
}
export class DirectoryObject extends DurableObject {}
export class TrafficObject extends DurableObject {}

export default {
  async fetch(request, env) {
    if (request.method === 'GET') return new Response('ok');
    await env.TENANT.getByName('bare').send(await request.json());
    return new Response('sent');
  },
};
