/** Owns what becomes of the log when master keys or the public host change, or its storage does not hold; must not know tiles. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../contract/problem.ts';
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts';
import { openRollover } from '../../worker/ledger/rollover-note.ts';
import { openNote } from '../../worker/ledger/signed-note.ts';
import { formatVerifierKey, type VerifierKey } from '../../worker/ledger/verifier-key.ts';
import { call, publicUrl } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { keyOf, logKeys, openLog, provenEntry } from './log-reader.ts';
import { TenantObject } from './main.ts';
import { openShop, type Shop, tenantStub } from './scenario.ts';
import { rowsOf, runSql } from './stored.ts';

const k1 = env.JINJIAN_MASTER_KEYS;
const k2 = `k2:${btoa('2'.repeat(32))}`;
const k3 = `k3:${btoa('3'.repeat(32))}`;

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await submit(shop, { values: otherPerson(1) });
});

/** The log of the same storage, as a server configured like this serves it. */
function configured<T>(
  config: { JINJIAN_MASTER_KEYS?: string; JINJIAN_PUBLIC_URL?: string },
  use: (log: TenantObject['log']) => Promise<T>,
): Promise<T> {
  return runInDurableObject(tenantStub(shop.tenant), (_, state) =>
    use(new TenantObject(state, { ...env, ...config }).log),
  );
}

const served = (config: Parameters<typeof configured>[0], asked = publicUrl) =>
  configured(config, async (log) => {
    const checkpoint = await log.checkpoint(asked);
    if (isRefusal(checkpoint)) throw new Error(checkpoint.refused);
    const keys = (await log.keys(asked)).map(keyOf);
    return { ...checkpoint, keys };
  });

async function activeKey(): Promise<VerifierKey> {
  const [active] = await logKeys(shop.tenant);
  if (active === undefined) throw new Error('no key');
  return active;
}

describe('a new master key', () => {
  test('makes a new log key; the old one signs on beside it and has named it', async () => {
    const old = await activeKey();
    const before = await openLog(shop.tenant);
    const after = await served({ JINJIAN_MASTER_KEYS: `${k2},${k1}` });
    expect(after.keys.map(formatVerifierKey)).toContain(formatVerifierKey(old));
    const [next] = after.keys;
    expect(after.keys).toHaveLength(2);
    // Same size, same root: what is new are signatures, and each key opens it alone.
    for (const key of after.keys) {
      expect(await openCheckpoint(after.note, [key])).toMatchObject({
        size: before.size,
        root: before.root,
        key,
      });
    }
    const note = await configured({ JINJIAN_MASTER_KEYS: `${k2},${k1}` }, (log) =>
      log.rollover(old.id, publicUrl),
    );
    expect(await openRollover(note ?? '', old)).toEqual(next);
  });

  test('without the old one signs alone, and nothing leads to it', async () => {
    const old = await activeKey();
    await openLog(shop.tenant);
    const after = await served({ JINJIAN_MASTER_KEYS: k2 });
    expect(after.keys).toHaveLength(1);
    expect(await openNote(after.note, [old])).toEqual({ fault: 'no_known_signature' });
    expect(
      await configured({ JINJIAN_MASTER_KEYS: k2 }, (log) => log.rollover(old.id, publicUrl)),
    ).toBeNull();
  });

  test('after a new one: each note leads to the next, and back again after a change of mind', async () => {
    const first = await activeKey();
    const [second] = (await served({ JINJIAN_MASTER_KEYS: `${k2},${k1}` })).keys;
    const [third] = (await served({ JINJIAN_MASTER_KEYS: `${k3},${k2},${k1}` })).keys;
    const note = (key: VerifierKey | undefined, masters: string) =>
      configured({ JINJIAN_MASTER_KEYS: masters }, (log) => log.rollover(key?.id ?? '', publicUrl));
    const all = `${k3},${k2},${k1}`;
    expect(await openRollover((await note(first, all)) ?? '', first)).toEqual(second);
    if (second) expect(await openRollover((await note(second, all)) ?? '', second)).toEqual(third);
    // Back: what is active has no successor.
    expect((await served({ JINJIAN_MASTER_KEYS: `${k1},${k3},${k2}` })).keys[0]).toEqual(first);
    expect(await note(first, `${k1},${k3},${k2}`)).toBeNull();
    if (third) {
      expect(await openRollover((await note(third, `${k1},${k3},${k2}`)) ?? '', third)).toEqual(first);
    }
  });

  test('costs no write while nothing changes', async () => {
    await openLog(shop.tenant);
    const before = await rowsOf(shop.tenant, 'log_keys');
    await openLog(shop.tenant);
    expect(await rowsOf(shop.tenant, 'log_keys')).toEqual(before);
    expect(before).toHaveLength(1);
  });
});

describe('a new public host', () => {
  test('renames the log: the old name’s key names the new one and signs on', async () => {
    const old = await activeKey();
    const moved = { JINJIAN_PUBLIC_URL: 'https://apply.example:8443' };
    const after = await served(moved);
    const [next] = after.keys;
    expect(next?.name).toBe(`apply.example:8443/log/${shop.tenant}`);
    expect(await openCheckpoint(after.note, next ? [next] : [])).toMatchObject({ origin: next?.name });
    // The old key still vouches for the note, but not for a log of another name: that takes the rollover note.
    expect(await openNote(after.note, [old])).toMatchObject({ signedBy: [old] });
    expect(await openCheckpoint(after.note, [old])).toEqual({ fault: 'foreign_origin' });
    const note = await configured(moved, (log) => log.rollover(old.id, publicUrl));
    expect(await openRollover(note ?? '', old)).toEqual(next);
  });

  test('that only a request names renames nothing', async () => {
    const unset = { JINJIAN_PUBLIC_URL: '' };
    const first = await served(unset, 'https://one.example');
    expect(first.keys[0]?.name).toBe(`one.example/log/${shop.tenant}`);
    const second = await served(unset, 'https://evil.example');
    expect(second.note).toBe(first.note);
  });
});

describe('a store that contradicts what was signed', () => {
  const expectUnavailable = async (path: string) => {
    const answer = await call('GET', `/log/${shop.tenant}/${path}`);
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({ code: 'log_unavailable', status: 503 });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  };

  test.for<[string, string]>([
    ['a changed node', 'UPDATE entries SET hashes = zeroblob(length(hashes)) WHERE number = 3'],
    ['a lost node', 'UPDATE entries SET hashes = substr(hashes, 1, 32) WHERE number = 3'],
    ['a shorter log', 'DELETE FROM entries WHERE number >= 2'],
    [
      'another root than its transaction kept',
      'UPDATE entries SET root = zeroblob(32) WHERE root IS NOT NULL',
    ],
    ['no entry at all', 'DELETE FROM entries'],
  ])('%s: nothing is signed any more, and the last checkpoint stays', async ([, change]) => {
    const opened = await openLog(shop.tenant);
    const stored = await rowsOf(shop.tenant, 'checkpoint');
    expect(stored).toMatchObject([{ size: 4, note: opened.note }]);
    await runSql(shop.tenant, change);
    await expectUnavailable('checkpoint');
    expect(await rowsOf(shop.tenant, 'checkpoint')).toEqual(stored);
  });

  test('in a root that was signed, though all hashes are right: nothing is signed, at that size or a larger one', async () => {
    await openLog(shop.tenant);
    await runSql(shop.tenant, 'UPDATE checkpoint SET root = zeroblob(32)');
    await expectUnavailable('checkpoint');
    await submit(shop, { values: otherPerson(2) });
    await expectUnavailable('checkpoint');
    await expectUnavailable('tile/0/000.p/8');
  });

  test('gives out no proof that would not verify', async () => {
    await openLog(shop.tenant);
    // A leaf below the peaks is not read for a checkpoint.
    await runSql(shop.tenant, 'UPDATE entries SET hashes = zeroblob(length(hashes)) WHERE number = 0');
    for (const index of [0, 1]) {
      await expect(provenEntry(shop.tenant, index)).rejects.toThrow('log_unavailable');
    }
  });

  test('gives out no tile with a hole', async () => {
    await openLog(shop.tenant);
    await runSql(shop.tenant, "UPDATE entries SET hashes = x'' WHERE number = 1");
    await expectUnavailable('tile/0/000.p/4');
    await runSql(shop.tenant, 'DELETE FROM entries WHERE number = 1');
    await expectUnavailable('tile/entries/000.p/4');
  });
});
