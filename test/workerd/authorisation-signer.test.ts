/** Owns whom an authorisation's page names and what its signer confirms; must not judge who signs. */
import { expect, test } from 'vitest';
import { call, pick, pickList } from './api.ts';
import { otherPerson, person, submit } from './applicant.ts';
import {
  asked,
  bringCode,
  decideOn,
  grant,
  grantOf,
  openLendingShop,
  refusalOf,
} from './authorisation-shop.ts';
import { configure, type Shop } from './scenario.ts';

/** What the lead's evidence says of its newest signature. */
async function signatureOf(shop: Shop, lead: string): Promise<unknown> {
  const evidence = await configure('GET', `/v1/leads/${lead}/evidence`, shop.owner);
  return pick(pickList(evidence, 'decisions').at(-1), 'record', 'authorisation');
}

test('the page shows masked name and identity number, never more, and only while it can be signed', async () => {
  const shop = await openLendingShop();
  const of = await asked(shop, await submit(shop));
  const open = await call('GET', of.path);
  expect(open.text).toContain('<dd>欧***</dd>');
  expect(open.text).toContain('<dd>110***********0025</dd>');
  for (const value of [person.name, person.idNumber, person.idNumber.slice(6, 14)])
    expect(open.text).not.toContain(value);
  await grant(of);
  expect((await call('GET', of.path)).text).not.toMatch(/欧\*|110\*/);
});

test('the page shows the name alone where the form has no identity number', async () => {
  const shop = await openLendingShop();
  const of = await asked(shop, await submit(shop, { values: otherPerson(1) }));
  const { text } = await call('GET', of.path);
  expect(text).toContain('<dd>张*</dd>');
  expect(text).not.toContain('身份证号码</dt>');
  expect(text).toContain('data-page="');
  expect(text).toContain('&quot;traits&quot;:[&quot;name&quot;]');
});

test('what the signer confirmed is in the evidence, and nothing that the page did not show', async () => {
  const shop = await openLendingShop();
  const lead = await submit(shop);
  await grant(await asked(shop, lead), { confirmed: ['id_number', 'name'] });
  expect(await signatureOf(shop, lead)).toMatchObject({
    method: 'phone_code',
    confirmed: ['name', 'id_number'],
  });
  const other = await submit(shop, { values: otherPerson(2) });
  const of = await asked(shop, other);
  await bringCode(of, otherPerson(2).phone);
  const answer = await decideOn(
    of,
    grantOf(of, { phone: otherPerson(2).phone, confirmed: ['name', 'id_number'] }),
  );
  expect(answer.status, answer.text).toBe(200);
  expect(await signatureOf(shop, other)).toMatchObject({ confirmed: ['name'] });
});

test('over the API a signature without a confirmation counts, and the evidence claims none', async () => {
  const shop = await openLendingShop();
  const lead = await submit(shop);
  await grant(await asked(shop, lead));
  expect(await signatureOf(shop, lead)).not.toHaveProperty('confirmed');
});

test('of a refusal nothing is confirmed, whatever was sent', async () => {
  const shop = await openLendingShop();
  const lead = await submit(shop);
  const of = await asked(shop, lead);
  expect((await decideOn(of, { ...refusalOf(of), confirmed: ['name'] })).status).toBe(200);
  expect(await signatureOf(shop, lead)).not.toHaveProperty('confirmed');
});
