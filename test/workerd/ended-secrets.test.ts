/** Owns the end of signing secrets: from when on they sign nothing and let no report in; must not know what a report says. */
import { Webhook } from 'standardwebhooks';
import { beforeAll, expect, test, vi } from 'vitest';
import { call, expectProblem, pick, pickList, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { signedMessage } from './signed-message.ts';
import { rowsOf } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
let hooked: string;
let first: string;
let minted = 0;

beforeAll(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
  first = await addWebhook(shop, 'turned', 'self');
  hooked = await submit(shop, { values: otherPerson(70) });
  await eventually(() => expect(receivers.to('turned.example')).toHaveLength(1));
});

/** A report signed by a secret. */
function by(secret: string) {
  const at = new Date();
  const data = { lead: hooked, type: 'contacted' };
  const raw = JSON.stringify({ type: 'lead.outcome', timestamp: at.toISOString(), data });
  minted += 1;
  return call(
    'POST',
    `/v1/t/${shop.tenant}/outcomes/turned`,
    signedMessage(secret, raw, `msg_${minted}`, at),
  );
}

const rotate = async (body?: object) => configure('POST', '/v1/destinations/turned/rotate', shop.owner, body);

test('a secret that was rotated lets reports in for the day that it overlaps, and not a moment longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const rotated = await rotate();
  const second = pickText(rotated, 'secret');
  const untilMs = Date.parse(pickText(rotated, 'previousUntil'));
  expect((await by(first)).status).toBe(201);
  expect((await by(second)).status).toBe(201);
  vi.setSystemTime(untilMs - 1);
  expect((await by(first)).status).toBe(201);
  vi.setSystemTime(untilMs);
  expectProblem(await by(first), 401, 'unauthorized');
  expect((await by(second)).status).toBe(201);
  vi.useRealTimers();
  first = second;
});

test('one that was ended immediately lets none in, nor signs what is sent; any before it has ended with it', async () => {
  const second = pickText(await rotate(), 'secret');
  const rotated = await rotate({ immediately: true });
  expect(pick(rotated, 'previousUntil')).toBeUndefined();
  for (const ended of [first, second]) expectProblem(await by(ended), 401, 'unauthorized');
  const third = pickText(rotated, 'secret');
  expect((await by(third)).status).toBe(201);
  const destination = pickList(await configure('GET', '/v1/destinations', shop.owner), 'items').find(
    (one) => pick(one, 'id') === 'turned',
  );
  expect(pick(destination, 'previousSecretUntil')).toBeUndefined();
  const sentBefore = receivers.to('turned.example').length;
  await submit(shop, { values: otherPerson(71) });
  await eventually(() => expect(receivers.to('turned.example')).toHaveLength(sentBefore + 1));
  const [message] = receivers.to('turned.example').slice(-1);
  expect(message?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  expect(() => new Webhook(third).verify(message?.body ?? '', message?.headers ?? {})).not.toThrow();
  expect(() => new Webhook(second).verify(message?.body ?? '', message?.headers ?? {})).toThrow();
  expect((await rowsOf(shop.tenant, 'destinations')).find((row) => row.id === 'turned')).toMatchObject({
    previous_secret: null,
    previous_until: null,
  });
});

test('none is ended by anything but true', async () => {
  expectProblem(
    await call('POST', '/v1/destinations/turned/rotate', { key: shop.owner, body: { immediately: 'yes' } }),
    422,
    'invalid_request',
  );
  expect(pick(await rotate({ immediately: false }), 'previousUntil')).toBeTypeOf('string');
});
