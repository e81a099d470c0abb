/** Owns the signs that a lead carries for the people who call: none of them refuses, none tells what was typed. */
import { describe, expect, test } from 'vitest';
import { pick, pickList, pickText } from './api.ts';
import { grantsOf, otherPerson, post, submissionOf } from './applicant.ts';
import { addWebhook, eventually, standInReceivers } from './receiver.ts';
import { configure, openDoor, openShop, type Shop } from './scenario.ts';
import { solved } from './solve.ts';
import { foundIn, storedIn } from './stored.ts';

const asking = (minFillSeconds: number) =>
  openShop({ challenge: 'on', limits: { ...openDoor.limits, minFillSeconds } });

async function flagsOf(shop: Shop, more: Record<string, unknown>): Promise<unknown> {
  const answer = await post(shop, submissionOf(shop, more));
  expect(answer.status, answer.text).toBe(201);
  const lead = await configure('GET', `/v1/leads/${pickText(answer.json, 'lead')}`, shop.owner);
  return pick(lead, 'flags');
}

const trapText = '陷阱标记-trap-marker';

describe('trap_filled', () => {
  test('marks a filled trap of any length, whose text is not stored', async () => {
    const shop = await asking(0);
    expect(await flagsOf(shop, { challenge: await solved(shop), trap: trapText })).toEqual(['trap_filled']);
    const long = trapText.repeat(1000);
    expect(await flagsOf(shop, { challenge: await solved(shop), trap: long })).toContain('trap_filled');
    expect(foundIn(await storedIn(shop.tenant), [trapText])).toEqual([]);
  });

  test('does not mark an empty one, nor any while no challenge is asked for', async () => {
    const shop = await asking(0);
    expect(await flagsOf(shop, { challenge: await solved(shop), trap: '' })).toEqual([]);
    expect(await flagsOf(await openShop(), { trap: trapText })).toEqual([]);
  });

  test('is no part of what tells a replay from a conflict', async () => {
    const shop = await asking(0);
    const submission = submissionOf(shop, { challenge: await solved(shop), trap: trapText });
    expect((await post(shop, submission)).status).toBe(201);
    expect((await post(shop, { ...submission, trap: '' })).status).toBe(200);
  });
});

describe('fast_fill', () => {
  test('marks a form filled sooner than the tenant’s seconds, by the challenge’s own time (SE-01, SE-02)', async () => {
    const shop = await asking(60);
    expect(await flagsOf(shop, { challenge: await solved(shop) })).toEqual(['fast_fill']);
    expect(await flagsOf(shop, { challenge: await solved(shop, 61_000) })).not.toContain('fast_fill');
  });

  test('is off at 0, and while no challenge is asked for', async () => {
    const shop = await asking(0);
    expect(await flagsOf(shop, { challenge: await solved(shop) })).toEqual([]);
    expect(
      await flagsOf(await openShop({ ...openDoor, limits: { minFillSeconds: 60, perPhonePerDay: 0 } }), {}),
    ).toEqual([]);
  });
});

describe('untrusted_consent', () => {
  const shown = (shop: Shop, trusted: boolean, decision: 'granted' | 'refused' = 'granted') =>
    grantsOf(shop, { marketing: decision }).map((grant) =>
      grant.notice === 'marketing' ? { ...grant, presentation: { trusted } } : grant,
    );

  test('marks a granted consent that no real tap decided, challenge or not', async () => {
    const shop = await openShop();
    expect(await flagsOf(shop, { grants: shown(shop, false) })).toEqual(['untrusted_consent']);
  });

  test('does not mark a trusted one, nor a refusal', async () => {
    const shop = await openShop();
    expect(await flagsOf(shop, { grants: shown(shop, true) })).toEqual([]);
    expect(await flagsOf(shop, { grants: shown(shop, false, 'refused') })).toEqual(['duplicate']);
  });
});

describe('age', () => {
  const stated = { adult: true };

  test('is flagged as not stated without identity number and statement, and nothing is refused', async () => {
    const shop = await openShop();
    const values = otherPerson(7);
    expect(await flagsOf(shop, { values, declarations: undefined })).toEqual(['age_not_stated']);
    expect(await flagsOf(shop, { values: otherPerson(8), declarations: {} })).toEqual(['age_not_stated']);
    expect(await flagsOf(shop, { values: otherPerson(9), declarations: stated })).toEqual([]);
    expect(await flagsOf(shop, { declarations: undefined })).toEqual([]);
  });

  test('of 60 or over is flagged by the identity number', async () => {
    const shop = await openShop();
    const values = { ...otherPerson(10), idNumber: '11010519491231002X' };
    expect(await flagsOf(shop, { values })).toEqual(['age_60_or_over']);
  });

  test('stated is in each of the form’s consent records; what else is stated is refused', async () => {
    const shop = await openShop();
    const answer = await post(shop, submissionOf(shop, { values: otherPerson(11), declarations: stated }));
    const evidence = await configure(
      'GET',
      `/v1/leads/${pickText(answer.json, 'lead')}/evidence`,
      shop.owner,
    );
    const records = pickList(evidence, 'decisions').map((one) => pick(one, 'record', 'declarations'));
    expect(records).toEqual(shop.notices.map(() => stated));
    for (const declarations of [{ adult: false }, { adult: true, rich: true }, []])
      expect((await post(shop, submissionOf(shop, { declarations }))).status).toBe(422);
  });

  test('is no part of what tells a replay from a conflict', async () => {
    const shop = await openShop();
    const submission = submissionOf(shop, { values: otherPerson(12), declarations: undefined });
    expect((await post(shop, submission)).status).toBe(201);
    expect((await post(shop, { ...submission, declarations: stated })).status).toBe(200);
  });
});

test('the tenant’s own CRM hears of the flags, another recipient does not', async () => {
  const shop = await openShop();
  const receivers = standInReceivers(shop.tenant);
  await addWebhook(shop, 'own');
  await addWebhook(shop, 'bank', 'bank-a');
  const grants = grantsOf(shop).map((grant) => ({ ...grant, presentation: { trusted: false } }));
  await flagsOf(shop, { grants });
  await eventually(() => expect(receivers.received).toHaveLength(2));
  const flags = (host: string) =>
    receivers.to(host).map((one) => pick(JSON.parse(one.body), 'data', 'lead', 'flags'));
  expect(flags('own.example')).toEqual([['untrusted_consent']]);
  expect(flags('bank.example')).toEqual([[]]);
});
