/** Owns the proof that receivers can trust what they get, with the published standardwebhooks verifier as the judge. */
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Received } from './receiving-crm.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
beforeAll(async () => {
  running = await runningTenant();
});
afterAll(() => running.end());

async function nextDelivery(): Promise<Received> {
  const { client, crm } = running;
  const count = crm.received.length;
  expect((await client.submit()).status).toBe(201);
  await crm.until(count + 1, 5000);
  const received = crm.received[count];
  if (received === undefined) throw new Error('nothing was received');
  return received;
}

test('the published verifier accepts a delivery and rejects it with any one byte changed', async () => {
  const { headers, body } = await nextDelivery();
  const verifier = new Webhook(running.secret);
  expect(verifier.verify(body, headers)).toMatchObject({ type: 'lead.created' });
  for (let at = 0; at < body.length; at++) {
    const changed = `${body.slice(0, at)}${body[at] === 'x' ? 'y' : 'x'}${body.slice(at + 1)}`;
    expect(() => verifier.verify(changed, headers)).toThrow();
  }
  const otherId = { ...headers, 'webhook-id': `${headers['webhook-id']}x` };
  expect(() => verifier.verify(body, otherId)).toThrow();
});

test('after a rotation both secrets verify', async () => {
  const rotated = await running.client.call('POST', '/v1/destinations/crm/rotate');
  expect(rotated.status).toBe(200);
  const { headers, body } = await nextDelivery();
  expect(() => new Webhook(running.secret).verify(body, headers)).not.toThrow();
  expect(() => new Webhook(String(rotated.body.secret)).verify(body, headers)).not.toThrow();
  expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, headers)).toThrow();
});
