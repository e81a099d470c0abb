/** Owns the server's half of the proof of work, by altcha's own library: an independent oracle; must not solve. */
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';

const secrets = { hmacSignatureSecret: 'door', hmacKeySignatureSecret: 'key' };

/** A challenge as the Worker makes it. */
export function makeChallenge(counter: number, { cost = 1, livesMs = 600_000, keyLength = 32 } = {}) {
  return createChallenge({
    algorithm: 'SHA-256',
    cost,
    counter,
    keyLength,
    deriveKey,
    expiresAt: Math.floor((Date.now() + livesMs) / 1000),
    data: { at: Date.now(), 备注: '进件' },
    ...secrets,
  });
}

/** What altcha says of a payload; rejects for one that is not of its shape. */
export async function judge(payload: string) {
  const { challenge, solution } = JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets });
  const rederived = await verifySolution({
    challenge,
    solution,
    deriveKey,
    hmacSignatureSecret: secrets.hmacSignatureSecret,
  });
  return {
    verified: verified && rederived.verified,
    counter: Number(solution.counter),
    nonce: String(challenge.parameters.nonce),
  };
}
