/** Owns what many submissions at once come to: each a transaction of its own, whatever becomes of its neighbours. */
import { evictDurableObject } from 'cloudflare:test';
import { beforeEach, expect, test, vi } from 'vitest';
import { expectProblem, pickText } from './api.ts';
import { freshSubmissionId, otherPerson, post, submissionOf } from './applicant.ts';
import { addWebhook, standInReceivers } from './receiver.ts';
import { formDraft, openShop, publishForm, type Shop, tenantStub } from './scenario.ts';
import { rowCounts, rowsOf, runSql } from './stored.ts';

const atOnce = 50;
const poisonedAt = 20;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

/** Numbers, entries and root as they must be whatever came in between. */
async function expectSoundLog(leads: number): Promise<void> {
  const rows = await rowsOf(shop.tenant, 'leads');
  expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: leads }, (_, at) => at + 1));
  let next = 0;
  for (const row of rows) {
    expect(row.first_entry).toBe(next);
    next += Number(row.entries);
  }
  const entries = await rowsOf(shop.tenant, 'entries');
  expect(entries.map((entry) => entry.number)).toEqual(Array.from({ length: next }, (_, at) => at));
  const head = await tenantStub(shop.tenant).ledgerHead();
  expect(head.size).toBe(next);
  // Read from storage again: what the object kept in memory must have been the same.
  await evictDurableObject(tenantStub(shop.tenant));
  expect(await tenantStub(shop.tenant).ledgerHead()).toEqual(head);
}

test('each becomes a lead of its own, in one order', async () => {
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, at) => post(shop, submissionOf(shop, { values: otherPerson(at) }))),
  );
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map((answer) => pickText(answer.json, 'lead'))).size).toBe(atOnce);
  await expectSoundLog(atOnce);
});

test('one that fails leaves nothing, and the others are whole', async () => {
  standInReceivers();
  await addWebhook(shop, 'crm');
  const poison = {
    ...shop,
    form: 'poison',
    ...(await publishForm(shop.tenant, shop.owner, 'poison', formDraft)),
  };
  // Fails as late as can be: the lead and its entries are written by then.
  await runSql(
    shop.tenant,
    `CREATE TRIGGER poison AFTER INSERT ON deliveries
     WHEN (SELECT form FROM leads WHERE seq = NEW.lead) = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END`,
  );
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, at) => {
      const to = at === poisonedAt ? poison : shop;
      return post(to, submissionOf(to, { values: otherPerson(at) }));
    }),
  );
  expect(answers.map((answer) => answer.status)).toEqual(
    answers.map((_, at) => (at === poisonedAt ? 500 : 201)),
  );
  const accepted = atOnce - 1;
  expect(await rowCounts(shop.tenant)).toMatchObject({ leads: accepted, deliveries: accepted });
  await runSql(shop.tenant, 'DROP TRIGGER poison');
  await expectSoundLog(accepted);
});

test('an id that is sent many times is one lead, and other values under it a conflict', async () => {
  const id = freshSubmissionId();
  const answers = await Promise.all(
    Array.from({ length: atOnce }, (_, at) =>
      post(shop, submissionOf(shop, { id, values: otherPerson(at % 2 === 0 ? 1 : 2) })),
    ),
  );
  const of = (status: number) => answers.filter((answer) => answer.status === status);
  expect([of(201).length, of(200).length, of(409).length]).toEqual([1, atOnce / 2 - 1, atOnce / 2]);
  for (const answer of of(200)) expect(answer.json).toEqual(of(201)[0]?.json);
  for (const answer of of(409)) expectProblem(answer, 409, 'submission_conflict');
  await expectSoundLog(1);
});
