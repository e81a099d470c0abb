/** Owns what the published log answers: checkpoints, keys, tiles, their headers, the end of it; must not change what is stored. */
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyProof } from '../../worker/ledger/tlog-proof.ts';
import { call, expectProblem } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { hex, sha256 } from './canonical-digest.ts';
import {
  inclusionOf,
  logBytes,
  logKeys,
  logText,
  openLog,
  provenEntry,
  publishedEntries,
} from './log-reader.ts';
import { createTenant, openShop, type Shop } from './scenario.ts';
import { rowsOf } from './stored.ts';
import { merkleTreeHash } from './tree-hash.ts';

let shop: Shop;
/** Leaf data of the whole log: more than one full tile. */
let leaves: string[];
beforeAll(async () => {
  shop = await openShop();
  for (let number = 0; number < 67; number++) await submit(shop, { values: otherPerson(number) });
  leaves = (await rowsOf(shop.tenant, 'entries')).map((row) => String(row.leaf));
  expect(leaves).toHaveLength(268);
});

const get = (path: string) => call('GET', `/log/${shop.tenant}/${path}`);
const leafHashOf = (leaf: string) => sha256(Uint8Array.of(0), leaf);

describe('a checkpoint', () => {
  test('of an empty log is signed too', async () => {
    const { tenant } = await createTenant();
    const opened = await openLog(tenant);
    expect(opened).toMatchObject({ origin: `jinjian.test/log/${tenant}`, size: 0 });
    expect(opened.note).toMatch(/^[^\n]+\n0\n47DEQpj8HBSa\+\/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— /);
  });

  test('states the size and the root of all leaves, and is the same bytes until the log grows', async () => {
    const opened = await openLog(shop.tenant);
    expect(opened.size).toBe(leaves.length);
    expect(hex(opened.root)).toBe(hex(await merkleTreeHash(leaves)));
    expect(await logText(shop.tenant, 'checkpoint')).toBe(opened.note);
    const answer = await get('checkpoint');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('is stored before it is served', async () => {
    const { tenant } = await createTenant();
    expect(await rowsOf(tenant, 'checkpoint')).toEqual([]);
    const { note } = await openLog(tenant);
    expect(await rowsOf(tenant, 'checkpoint')).toMatchObject([{ size: 0, note }]);
  });

  test('is one and the same for everyone who asks at once', async () => {
    const other = await openShop();
    await submit(other, { values: otherPerson(1) });
    const notes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        at === 5
          ? submit(other, { values: otherPerson(2) }).then(() => logText(other.tenant, 'checkpoint'))
          : logText(other.tenant, 'checkpoint'),
      ),
    );
    const bySize = new Map(notes.map((note) => [note.split('\n')[1], note]));
    expect(new Set(notes).size).toBe(bySize.size);
  });
});

test('the key is one line that names the log', async () => {
  const lines = await logText(shop.tenant, 'key');
  expect(lines).toMatch(/^jinjian\.test\/log\/t-[^+\n]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}\n$/);
  const other = await createTenant();
  const [mine, theirs] = [...(await logKeys(shop.tenant)), ...(await logKeys(other.tenant))];
  expect(mine && hex(mine.publicKey)).not.toBe(theirs && hex(theirs.publicKey));
});

describe('tiles', () => {
  test('hold the leaf hashes, and above them the roots of full tiles', async () => {
    const hashes = await Promise.all(leaves.map(leafHashOf));
    const whole = (some: Uint8Array[]) => some.map(hex).join('');
    expect(hex(await logBytes(shop.tenant, 'tile/0/000'))).toBe(whole(hashes.slice(0, 256)));
    expect(hex(await logBytes(shop.tenant, 'tile/0/001.p/12'))).toBe(whole(hashes.slice(256)));
    expect(hex(await logBytes(shop.tenant, 'tile/1/000.p/1'))).toBe(
      hex(await merkleTreeHash(leaves.slice(0, 256))),
    );
    // Narrower partial tiles stay what they were at a smaller size.
    expect(hex(await logBytes(shop.tenant, 'tile/0/000.p/7'))).toBe(whole(hashes.slice(0, 7)));
  });

  test('of entries hold the leaves', async () => {
    expect(await publishedEntries(shop.tenant, leaves.length)).toEqual(leaves);
    expect(await publishedEntries(shop.tenant, 3)).toEqual(leaves.slice(0, 3));
  });

  test.for(['tile/0/000', 'tile/0/001.p/12', 'tile/1/000.p/1', 'tile/entries/000', 'tile/entries/001.p/12'])(
    '%s is cacheable for ever, by everyone',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect((await call('HEAD', `/log/${shop.tenant}/${path}`)).status).toBe(200);
    },
  );

  test.for([
    ...['tile/0/001', 'tile/0/001.p/13', 'tile/0/002.p/1', 'tile/1/000', 'tile/1/000.p/2', 'tile/2/000.p/1'],
    ...[
      'tile/63/000.p/1',
      'tile/0/x009/x007/x199/x254/x740/991.p/1',
      'tile/entries/001',
      'tile/entries/002.p/1',
    ],
    ...['tile/0/0', 'tile/0/x000/000', 'tile/64/000', 'tile/00/000', 'tile/0/000.p/256', 'tile/0/000.p/0'],
    ...[
      'tile/',
      'tile/0',
      'tile/entries',
      'tile/0/000/',
      'tile/0/%2e%2e/000',
      'tile/0/000.p/1/x',
      'tile/0/-01',
    ],
  ])('%s is not there, and is not cached', async (path) => {
    const answer = await get(path);
    expectProblem(answer, 404, 'not_found');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('that are asked for before any checkpoint are covered by one all the same', async () => {
    const other = await openShop();
    await submit(other, { values: otherPerson(1) });
    await logBytes(other.tenant, 'tile/0/000.p/4');
    expect(await rowsOf(other.tenant, 'checkpoint')).toMatchObject([{ size: 4 }]);
  });
});

test('every refusal of the log can be read by scripts of any page', async () => {
  for (const path of [`/log/${shop.tenant}/tile/0/9`, `/log/nobody-here/checkpoint`]) {
    const answer = await call('GET', path, { headers: { origin: 'https://auditor.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  }
  expectProblem(await call('GET', '/log/nobody-here/key'), 404, 'unknown_tenant');
  expectProblem(await call('POST', `/log/${shop.tenant}/checkpoint`), 405, 'method_not_allowed');
});

describe('an entry’s proof', () => {
  test('verifies for every entry, offline', async () => {
    const keys = await logKeys(shop.tenant);
    for (const [index, leaf] of leaves.entries()) {
      if (index % 23 !== 0 && index < 250) continue;
      const found = await provenEntry(shop.tenant, index);
      expect(await verifyProof(found.proof, await leafHashOf(leaf), keys)).toMatchObject({ index });
      expect(await verifyProof(found.proof, await leafHashOf(`${leaf} `), keys)).toEqual({
        fault: 'not_included',
      });
    }
  });

  test('is none past the end', async () => {
    for (const index of [268, -1, 0.5, Number.NaN]) {
      expect(await inclusionOf(shop.tenant, index)).toBeNull();
    }
  });

  test('of an entry that no checkpoint covers yet makes one', async () => {
    const other = await openShop();
    const before = await openLog(other.tenant);
    await submit(other, { values: otherPerson(1) });
    const found = await provenEntry(other.tenant, 3);
    expect([before.size, found.size]).toEqual([0, 4]);
    // Covered by what is signed, an entry costs no new signature though the log has grown.
    await submit(other, { values: otherPerson(2) });
    expect((await provenEntry(other.tenant, 3)).proof).toBe(found.proof);
  });
});
