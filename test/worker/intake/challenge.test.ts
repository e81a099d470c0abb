/** Owns the check of challenges against altcha's own library: what is issued, what counts as solved; must not know HTTP. */
import { type Challenge, solveChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { beforeAll, describe, expect, it } from 'vitest';
import { challengeKeys, issueChallenge, solvedChallenge } from '../../../worker/intake/challenge.ts';
import { parseMasterKeys } from '../../../worker/sealing/master-keys.ts';
import { derivedSecret } from '../../../worker/sealing/tenant-keys.ts';
import { masterKey } from '../sealing/sample-keys.ts';

const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const keysOf = (tenant: string, ...masters: string[]) =>
  challengeKeys(parseMasterKeys(masters.join(',')), tenant);

async function solved(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey, counterStart: 20_000 });
  return JSON.stringify({ challenge, solution });
}

const nowMs = Date.now();
let payload: string;
beforeAll(async () => {
  payload = await solved(await issueChallenge(await keysOf('acme', old), nowMs));
});

describe('a challenge solved by altcha’s own solver', () => {
  it('counts, and altcha’s own verification agrees', async () => {
    const { challenge, solution } = JSON.parse(payload);
    const [master] = parseMasterKeys(old);
    const verified = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: await derivedSecret(master, 'acme', 'challenge'),
      hmacKeySignatureSecret: await derivedSecret(master, 'acme', 'challenge-solution'),
    });
    expect(verified).toMatchObject({ verified: true, expired: false });
    // Without the second secret altcha hashes again from the counter: the work is real.
    const worked = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret: await derivedSecret(master, 'acme', 'challenge'),
    });
    expect(worked.verified).toBe(true);
    expect(await solvedChallenge(await keysOf('acme', old), payload)).toEqual({
      id: challenge.signature.slice(0, 32),
      issuedAtMs: nowMs,
      expiresAtMs: challenge.parameters.expiresAt * 1000,
    });
  });
  it('counts after a rotation, for as long as its master key is configured', async () => {
    expect(await solvedChallenge(await keysOf('acme', young, old), payload)).not.toBeNull();
    expect(await solvedChallenge(await keysOf('acme', young), payload)).toBeNull();
    const after = await solved(await issueChallenge(await keysOf('acme', young, old), nowMs));
    expect(await solvedChallenge(await keysOf('acme', young), after)).not.toBeNull();
  });
  it('does not count for another tenant', async () => {
    expect(await solvedChallenge(await keysOf('other', old), payload)).toBeNull();
  });
  it('is told apart from a made-up one even when it expired, which is for the caller to judge', async () => {
    const late = await solved(await issueChallenge(await keysOf('acme', old), nowMs - 3_600_000));
    const judged = await solvedChallenge(await keysOf('acme', old), late);
    expect(judged?.expiresAtMs).toBeLessThan(nowMs);
  });
});

it('has the solution between 20,000 and 60,000', async () => {
  const keys = await keysOf('acme', old);
  for (let times = 0; times < 3; times++) {
    const { solution } = JSON.parse(await solved(await issueChallenge(keys, nowMs)));
    expect(solution.counter).toBeGreaterThanOrEqual(20_000);
    expect(solution.counter).toBeLessThanOrEqual(60_000);
  }
});
