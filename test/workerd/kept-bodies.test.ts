/** Owns that retries send the same bytes, and never a value that its recipient may see no more; must not know schedules. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import { call, pick, pickText } from './api.ts';
import { otherPerson, person, submit } from './applicant.ts';
import { accessOf, applied, type Holder, use, withdraw } from './holder.ts';
import { attemptedIn, deliveriesOf } from './outbox.ts';
import { addWebhook, eventually, type Receivers, sendDue, standInReceivers } from './receiver.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { foundIn, rowsOf, runSql, storedIn } from './stored.ts';

let shop: Shop;
let receivers: Receivers;
beforeEach(async () => {
  shop = await openShop();
  receivers = standInReceivers(shop.tenant);
});

const bodiesTo = (host: string) => receivers.to(host).map(({ body }) => body);
const kept = () => rowsOf(shop.tenant, 'kept_bodies');
const correct = async (holder: Holder, values: Record<string, unknown>) => {
  const answer = await use(holder, 'correct', await accessOf(holder), { values });
  expect(answer.json).toEqual({ corrected: true });
};
/** A lead whose first attempt at each destination has failed. */
async function failed(...destinations: [string, string][]): Promise<Holder> {
  for (const [id, recipient] of destinations) {
    await addWebhook(shop, id, recipient);
    receivers.answer(`${id}.example`, { status: 500 });
  }
  const holder = await applied(shop);
  for (const [id] of destinations) await attemptedIn(shop, id, 1);
  await eventually(async () => expect(await kept()).toHaveLength(destinations.length));
  return holder;
}
async function allWell(): Promise<void> {
  for (const { host } of receivers.received) receivers.answer(host, { status: 204 });
  await sendDue(shop.tenant);
}

describe('a delivery that failed', () => {
  test('sends the very same bytes again over a correction, which follows; then nothing is kept', async () => {
    const holder = await failed(['crm', 'self'], ['bank', 'bank-a']);
    expect(foundIn(await storedIn(shop.tenant), [person.name, person.phone, person.note])).toEqual([]);
    const [before] = await kept();
    await correct(holder, { name: '欧阳新名', phone: '13987654321' });
    const [after] = await kept();
    expect(after?.sealed).not.toBe(before?.sealed);
    await sendDue(shop.tenant);
    await allWell();
    await eventually(() => expect(bodiesTo('bank.example')).toHaveLength(4));
    for (const host of ['crm.example', 'bank.example']) {
      const bodies = bodiesTo(host);
      expect(new Set(bodies.slice(0, 3)).size).toBe(1);
      expect(bodies[0]).toContain(person.name);
      expect(pickText(JSON.parse(bodies[3] ?? ''), 'type')).toBe('lead.corrected');
      expect(bodies[3]).toContain('欧阳新名');
    }
    expect(bodiesTo('bank.example').join('')).not.toMatch(/leak-marker|备注泄漏标记|110105199003070025/);
    await eventually(async () => expect(await kept()).toEqual([]));
  });

  test('costs no row while all goes well', async () => {
    await addWebhook(shop, 'crm');
    await submit(shop);
    await attemptedIn(shop, 'crm', 1);
    expect(await kept()).toEqual([]);
    expect(await rowsOf(shop.tenant, 'failing_streaks')).toEqual([]);
  });

  test('keeps its bytes while it is dead, for a replay', async () => {
    const holder = await failed(['crm', 'self']);
    await runSql(shop.tenant, 'UPDATE deliveries SET attempts = 9');
    await sendDue(shop.tenant);
    const [dead] = await deliveriesOf(shop, 'state=dead');
    await correct(holder, { name: '欧阳新名' });
    receivers.answer('crm.example', { status: 204 });
    await runSql(shop.tenant, 'UPDATE failing_streaks SET open_until = 0');
    await configure('POST', `/v1/deliveries/${pickText(dead, 'id')}/replay`, shop.owner);
    await eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).toHaveLength(2));
    const created = bodiesTo('crm.example').filter((body) => body.includes('lead.created'));
    expect(created).toHaveLength(3);
    expect(new Set(created).size).toBe(1);
  });

  test('sends no value that is no longer there', async () => {
    const holder = await failed(['crm', 'self']);
    await correct(holder, { email: '' });
    await allWell();
    await eventually(() => expect(bodiesTo('crm.example')).toHaveLength(3));
    const [first, second] = bodiesTo('crm.example');
    expect(first).toContain(person.email);
    expect(second).not.toContain(person.email);
    expect(pick(JSON.parse(second ?? ''), 'data', 'lead', 'values', 'name')).toBe(person.name);
  });

  test('sends no identity number once its consent was withdrawn, and claims no grant that was', async () => {
    const holder = await failed(['crm', 'self']);
    await withdraw(holder, 'sensitive');
    await withdraw(holder, 'marketing');
    await allWell();
    await eventually(() => expect(bodiesTo('crm.example').length).toBeGreaterThan(1));
    const [first, second] = bodiesTo('crm.example');
    expect(first).toContain(person.idNumber);
    expect(second).not.toContain(person.idNumber);
    expect(JSON.stringify(pick(JSON.parse(second ?? ''), 'data', 'consents'))).toMatch(
      /marketing.*"withdrawn"/,
    );
  });

  test('claims no grant that was withdrawn, though all values may stay', async () => {
    const holder = await failed(['crm', 'self']);
    await withdraw(holder, 'marketing');
    await allWell();
    await eventually(() => expect(bodiesTo('crm.example').length).toBeGreaterThan(1));
    const [first, second] = bodiesTo('crm.example');
    expect(first).not.toContain('"withdrawn"');
    expect(second).toContain('"withdrawn"');
  });

  test.for([
    ['withdrawn by its recipient’s notice', (holder: Holder) => withdraw(holder, 'provide-bank-a')],
    ['erased', (holder: Holder) => call('DELETE', `/v1/leads/${holder.lead}`, { key: shop.owner })],
    [
      'restricted',
      (holder: Holder) =>
        call('POST', `/v1/leads/${holder.lead}/restrict`, { key: shop.owner, body: { restricted: true } }),
    ],
  ] as const)('keeps and sends nothing once it is %s', async ([, act]) => {
    const holder = await failed(['bank', 'bank-a']);
    expect((await act(holder)).status).toBeLessThan(300);
    expect(await kept()).toEqual([]);
    const before = bodiesTo('bank.example').length;
    await allWell();
    const later = bodiesTo('bank.example').slice(before);
    expect(later.filter((body) => body.includes(person.phone))).toEqual([]);
    expect(later.filter((body) => body.includes('lead.created'))).toEqual([]);
  });

  test('keeps nothing once its lead’s days are over', async () => {
    await failed(['crm', 'self']);
    await runSql(shop.tenant, 'UPDATE leads SET created_at = 1000');
    await evictDurableObject(tenantStub(shop.tenant));
    await eventually(async () => {
      await runDurableObjectAlarm(tenantStub(shop.tenant));
      expect((await rowsOf(shop.tenant, 'leads'))[0]?.purged_at).not.toBeNull();
    });
    expect(await kept()).toEqual([]);
  });

  test('is recorded although its lead is broken', async () => {
    await addWebhook(shop, 'crm');
    const holder = await applied(shop);
    await attemptedIn(shop, 'crm', 1);
    receivers.answer('crm.example', { status: 500 });
    await runSql(shop.tenant, "UPDATE leads SET wrapped_key = x'00'");
    expect((await withdraw(holder, 'marketing')).status).toBe(200);
    expect(await attemptedIn(shop, 'crm', 1)).toMatchObject({ type: 'consent.withdrawn', state: 'pending' });
    expect(await kept()).toEqual([]);
  });

  test('does not open for another recipient that the destination was handed to', async () => {
    await failed(['crm', 'self']);
    await runSql(shop.tenant, "UPDATE destinations SET recipient = 'bank-a'");
    await addWebhook(shop, 'none', 'broker-b');
    await allWell();
    await eventually(() => expect(bodiesTo('crm.example')).toHaveLength(2));
    expect(bodiesTo('crm.example')[1]).not.toContain(person.note);
    expect(bodiesTo('crm.example')[1]).toContain(person.name);
  });

  test('that can no longer be opened is built anew', async () => {
    await failed(['crm', 'self']);
    await runSql(shop.tenant, "UPDATE kept_bodies SET sealed = x'00112233445566778899001122334455667788'");
    await submit(shop, { values: otherPerson(1) });
    await allWell();
    await eventually(async () => expect(await deliveriesOf(shop, 'state=delivered')).toHaveLength(2));
    expect(bodiesTo('crm.example').filter((body) => body.includes(person.name)).length).toBeGreaterThan(1);
  });
});
