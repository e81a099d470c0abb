/** Owns the proof of work at the door: what is issued, what counts as solved, what spends it; must not know limits. */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, pick, pickNumber } from './api.ts';
import { freshSubmissionId, otherPerson, post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { configure, openDoor, openShop, partnerOrigin, type Shop } from './scenario.ts';
import { fetchChallenge, packed, quicklySolved, solve, solved } from './solve.ts';
import { rowsOf } from './stored.ts';

const failed = { status: 403, code: 'challenge_failed' };
const hourMs = 3_600_000;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ ...openDoor, challenge: 'on' });
});

describe('GET /challenge', () => {
  test('answers an altcha v2 challenge of bounded work, never cached', async () => {
    const beforeMs = Date.now();
    const answer = await call('GET', `/v1/t/${shop.tenant}/challenge`, {
      headers: { origin: partnerOrigin },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('access-control-allow-origin')).toBe(partnerOrigin);
    const hex = (bytes: number) => expect.stringMatching(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
    expect(answer.json).toEqual({
      parameters: {
        algorithm: 'SHA-256',
        cost: 1,
        data: { at: expect.any(Number) },
        expiresAt: expect.any(Number),
        keyLength: 32,
        keyPrefix: hex(16),
        keySignature: hex(32),
        nonce: hex(16),
        salt: hex(16),
      },
      signature: hex(32),
    });
    const atMs = pickNumber(answer.json, 'parameters', 'data', 'at');
    expect(atMs).toBeGreaterThanOrEqual(beforeMs);
    expect(pick(answer.json, 'parameters', 'expiresAt')).toBe(Math.floor(atMs / 1000) + 20 * 60);
  });

  test('is solved by altcha’s own solver within 20,000 to 60,000 hashes, and brings a lead', async () => {
    const found = await solve(await fetchChallenge(shop));
    expect(found.solution.counter).toBeGreaterThanOrEqual(20_000);
    expect(found.solution.counter).toBeLessThanOrEqual(60_000);
    const answer = await post(shop, submissionOf(shop, { challenge: packed(found) }));
    expect(answer.status, answer.text).toBe(201);
  });

  test('answers another one each time', async () => {
    const nonces = await Promise.all(Array.from({ length: 5 }, () => fetchChallenge(shop)));
    expect(new Set(nonces.map(({ parameters }) => parameters.nonce)).size).toBe(5);
  });

  test('of a site that is not the tenant’s is refused', async () => {
    const answer = await call('GET', `/v1/t/${shop.tenant}/challenge`, {
      headers: { origin: 'https://evil.example' },
    });
    expectProblem(answer, 403, 'origin_not_allowed');
    expectProblem(await call('GET', '/v1/t/nobody-here/challenge'), 404, 'unknown_tenant');
  });
});

describe('a submission', () => {
  test('with a solved challenge is taken: as widgets send it, in the other alphabet, as JSON', async () => {
    const spellings = [
      (text: string) => text,
      (text: string) => text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
      (text: string) => atob(text),
    ];
    for (const spell of spellings) {
      const answer = await post(shop, submissionOf(shop, { challenge: spell(await solved(shop)) }));
      expect(answer.status, answer.text).toBe(201);
    }
  });

  test('without one is refused (SE-04)', async () => {
    await expectRefused(shop, submissionOf(shop), failed);
    await expectRefused(shop, submissionOf(shop, { challenge: '' }), failed);
  });

  test('with one that is not solved is refused, whatever is claimed', async () => {
    const challenge = await fetchChallenge(shop);
    const { keyPrefix, keySignature } = challenge.parameters;
    for (const derivedKey of [`${keyPrefix}${'0'.repeat(32)}`, keySignature, '00'.repeat(32), '']) {
      const payload = packed({ challenge, solution: { counter: 30_000, derivedKey } });
      await expectRefused(shop, submissionOf(shop, { challenge: payload }), failed);
    }
  });

  test('with one whose parameters were changed is refused', async () => {
    const { challenge, solution } = await quicklySolved(shop);
    const changes = [
      { expiresAt: (challenge.parameters.expiresAt ?? 0) + 3600 },
      { data: { at: 0 } },
      { cost: 2 },
      { algorithm: 'SHA-512' },
      { salt: '00'.repeat(16) },
      { keySignature: undefined },
      { more: 1 },
    ];
    for (const change of changes) {
      const parameters = { ...challenge.parameters, ...change };
      const payload = packed({ challenge: { ...challenge, parameters }, solution });
      await expectRefused(shop, submissionOf(shop, { challenge: payload }), failed);
    }
    const whole = packed({ challenge, solution });
    expect((await post(shop, submissionOf(shop, { challenge: whole }))).status).toBe(201);
  });

  test('with another tenant’s is refused', async () => {
    const other = await openShop({ ...openDoor, challenge: 'on' });
    await expectRefused(shop, submissionOf(shop, { challenge: await solved(other) }), failed);
  });

  test('is judged in the order size, origin, challenge, shape, values', async () => {
    const huge = { ...submissionOf(shop), challenge: 'x'.repeat(70_000) };
    await expectRefused(shop, huge, { status: 413, code: 'too_large' });
    await expectRefused(
      shop,
      submissionOf(shop),
      { status: 403, code: 'origin_not_allowed' },
      { headers: { origin: 'https://evil.example' } },
    );
    await expectRefused(shop, { nothing: true }, failed);
    const challenge = await solved(shop);
    await expectRefused(shop, { nothing: true, challenge }, { status: 422, code: 'invalid_values' });
    await expectRefused(shop, submissionOf(shop, { values: {}, challenge }), {
      status: 422,
      code: 'invalid_values',
    });
  });
});

describe('a solved challenge', () => {
  test('brings one lead, and a refused submission does not spend it', async () => {
    const challenge = await solved(shop);
    await expectRefused(shop, submissionOf(shop, { challenge, values: {} }), {
      status: 422,
      code: 'invalid_values',
    });
    await expectRefused(shop, submissionOf(shop, { challenge, formVersion: 99 }), {
      status: 409,
      code: 'consent_outdated',
    });
    expect((await post(shop, submissionOf(shop, { challenge }))).status).toBe(201);
    await expectRefused(shop, submissionOf(shop, { challenge }), failed);
  });

  test('sent twice at once with two submissions brings one lead', async () => {
    const challenge = await solved(shop);
    const before = (await rowsOf(shop.tenant, 'leads')).length;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post(shop, submissionOf(shop, { challenge }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403, 403, 403]);
    expect(await rowsOf(shop.tenant, 'leads')).toHaveLength(before + 1);
  });

  test('spent by a submission answers that submission again, and tells a conflict', async () => {
    const submission = submissionOf(shop, { challenge: await solved(shop) });
    const first = await post(shop, submission);
    expect(first.status).toBe(201);
    const again = await post(shop, submission);
    expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
    expect(again.json).toEqual(first.json);
    await expectRefused(
      shop,
      { ...submission, values: otherPerson(2) },
      { status: 409, code: 'submission_conflict' },
    );
  });
});

describe('a challenge that expired an hour after it was solved', () => {
  test('answers a submission that was accepted meanwhile', async () => {
    const submission = submissionOf(shop, { challenge: await solved(shop) });
    const first = await post(shop, submission);
    const late = { ...submission, challenge: await solved(shop, hourMs) };
    const again = await post(shop, late);
    expect([again.status, again.headers.get('idempotent-replay')]).toEqual([200, 'true']);
    expect(again.json).toEqual(first.json);
    await expectRefused(
      shop,
      { ...late, values: otherPerson(3) },
      { status: 409, code: 'submission_conflict' },
    );
  });

  test('brings no new lead', async () => {
    const challenge = await solved(shop, hourMs);
    await expectRefused(shop, submissionOf(shop, { challenge }), failed);
    await expectRefused(shop, submissionOf(shop, { challenge, id: freshSubmissionId() }), failed);
  });

  test('still counts a second before it expires', async () => {
    const challenge = await solved(shop, 20 * 60_000 - 30_000);
    expect((await post(shop, submissionOf(shop, { challenge }))).status).toBe(201);
  });
});

describe('settings.challenge', () => {
  test('off asks for none and reads none; the endpoint answers all the same', async () => {
    const open = await openShop();
    for (const challenge of [undefined, 'x', await solved(shop, hourMs)]) {
      const answer = await post(open, submissionOf(open, challenge === undefined ? {} : { challenge }));
      expect(answer.status, answer.text).toBe(201);
    }
    expect((await fetchChallenge(open)).signature).toMatch(/^[0-9a-f]{64}$/);
  });

  test('takes effect at once, and is on for a new tenant', async () => {
    const fresh = await openShop({});
    await expectRefused(fresh, submissionOf(fresh), failed);
    await configure('PATCH', '/v1/tenant', fresh.owner, { settings: { challenge: 'off' } });
    expect((await post(fresh, submissionOf(fresh))).status).toBe(201);
    await configure('PATCH', '/v1/tenant', fresh.owner, { settings: { challenge: 'on' } });
    await expectRefused(fresh, submissionOf(fresh), failed);
  });
});
