/** Owns what of receivers' answers is kept and shown, and that only of failures; must not know schedules. */
import { beforeEach, expect, test } from 'vitest';
import { call, pick, pickList, pickText } from './api.ts';
import { person, submit } from './applicant.ts';
import { applied, withdraw } from './holder.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop } from './scenario.ts';
import { foundIn, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

async function attemptsOf(delivery: unknown): Promise<unknown[]> {
  const detail = await configure('GET', `/v1/deliveries/${pickText(delivery, 'id')}`, shop.owner);
  return pickList(detail, 'attempts');
}

test('a failed attempt shows what the receiver said, without values and secrets', async () => {
  const secret = await addWebhook(shop, 'crm');
  const said = `owner of ${person.name} (${person.phone}, ${person.note}) unknown; ${secret}; mail x@y.example; no 778899\u0007`;
  receivers.answer('crm.example', { status: 422, body: JSON.stringify({ said, amount: 200000 }) });
  await submit(shop);
  const [attempt] = await attemptsOf(await attemptedIn(shop, 'crm', 1));
  const answer = pickText(attempt, 'answer');
  expect(answer).toContain('owner of • (•');
  expect(answer).toContain('unknown');
  expect(answer).not.toMatch(/7788|x@y|200000/);
  expect(answer).not.toContain(secret.slice(6, 20));
  expect(foundIn(await storedIn(shop.tenant), [person.name, person.phone, person.note, secret])).toEqual([]);
});

test('an event without values hides those that the receiver has; of an erased lead nothing is kept', async () => {
  await addWebhook(shop, 'crm');
  const holder = await applied(shop);
  await attemptedIn(shop, 'crm', 1);
  receivers.answer('crm.example', { status: 500, body: `can't update ${person.name}` });
  await withdraw(holder, 'marketing');
  const ofType = async (type: string) =>
    eventually(async () => {
      const found = (await deliveriesOf(shop)).find((one) => pick(one, 'type') === type);
      expect(found).toMatchObject({ attempts: 1 });
      return found;
    });
  expect(await attemptsOf(await ofType('consent.withdrawn'))).toMatchObject([{ answer: "can't update •" }]);
  // Its withdrawal waits no longer once it is dead, and the erasure is told.
  receivers.answer('crm.example', { status: 410, body: `no ${person.name}` });
  await call('DELETE', `/v1/leads/${holder.lead}`, { key: shop.owner });
  await configure(
    'POST',
    `/v1/deliveries/${pickText(await ofType('consent.withdrawn'), 'id')}/replay`,
    shop.owner,
  );
  await eventually(async () => expect(await deliveriesOf(shop, 'state=dead')).toHaveLength(1));
  const [, second] = await attemptsOf((await deliveriesOf(shop, 'state=dead'))[0]);
  expect(second).toMatchObject({ outcome: 'gone', status: 410 });
  expect(second).not.toHaveProperty('answer');
});

test('of an attempt that arrived nothing is kept', async () => {
  await addWebhook(shop, 'crm');
  receivers.answer('crm.example', { status: 200, body: 'thank you' });
  await submit(shop);
  const [attempt] = await attemptsOf(await attemptedIn(shop, 'crm', 1));
  expect(attempt).toMatchObject({ outcome: 'delivered' });
  expect(attempt).not.toHaveProperty('answer');
});
