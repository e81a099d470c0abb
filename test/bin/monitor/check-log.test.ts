/** Owns what a check of a log finds: growth, and each way of being wrong; must not know files or words. */
import { beforeEach, describe, expect, it } from 'vitest';
import { checkLog, type Known } from '../../../bin/monitor/check-log.ts';
import { NotReached, NotServed } from '../../../bin/monitor/log-source.ts';
import { concatBytes, utf8 } from '../../../worker/encoding/bytes.ts';
import { signedBy, signerOf } from '../../worker/ledger/signing.ts';
import { type FakeLog, fakeLog, first, leavesTo, origin, rollOver, second, third } from './fake-log.ts';

let log: FakeLog;
beforeEach(() => {
  log = fakeLog(300);
});

const check = (known: Known = { key: first.key, note: null }, isFull = false) =>
  checkLog(log.source, known, isFull);

/** What is known after a first, sound check. */
async function seen(): Promise<Known> {
  const verdict = await check();
  if (!verdict.isSound) throw new Error(verdict.fault);
  return verdict.known;
}

async function expectWrong(known: Known, fault: string, isFull = false): Promise<void> {
  expect(await check(known, isFull)).toMatchObject({ isSound: false, fault });
}

describe('a log that only grew', () => {
  it('is sound at first, its root recomputed from the tiles', async () => {
    expect(await check()).toMatchObject({ isSound: true, size: 300, before: null, walked: null });
    expect(log.asked).toEqual(['checkpoint', 'tile/1/000.p/1', 'tile/0/001.p/44']);
  });
  it.each([0, 1, 2, 255, 256, 257, 299, 300])('from %i entries is sound', async (size) => {
    log.leaves = leavesTo(size);
    const known = await seen();
    log.leaves = leavesTo(300);
    expect(await check(known)).toMatchObject({ isSound: true, size: 300, before: size });
  });
  it('over the height of a tile is sound', async () => {
    log.leaves = leavesTo(66_000);
    const known = await seen();
    log.leaves = leavesTo(70_000);
    expect(await check(known)).toMatchObject({ isSound: true, size: 70_000, before: 66_000 });
    expect(log.asked).toContain('tile/2/000.p/1');
  }, 60_000);
  it('that is the same costs one request', async () => {
    const known = await seen();
    log.asked = [];
    expect(await check(known)).toMatchObject({ isSound: true, size: 300, before: 300 });
    expect(log.asked).toEqual(['checkpoint']);
  });
  it('is walked entry by entry when asked', async () => {
    expect(await check(undefined, true)).toMatchObject({ isSound: true, walked: 300 });
    expect(log.asked).toContain('tile/entries/001.p/44');
  });
  it('whose partial tiles are gone is read from the full ones', async () => {
    const full = await fakeLog(512).source('tile/0/001', 8192);
    log.leaves = leavesTo(300);
    log.instead.set('tile/0/001.p/44', 404).set('tile/0/001', full);
    expect(await check()).toMatchObject({ isSound: true });
  });
});

describe('a log that is wrong', () => {
  it('shrank', async () => {
    const known = await seen();
    log.leaves = leavesTo(299);
    await expectWrong(known, 'shrunk');
  });
  it('forked at the same size', async () => {
    const known = await seen();
    log.leaves = leavesTo(300, ',"other":1');
    await expectWrong(known, 'forked');
  });
  it('rewrote an earlier entry and grew', async () => {
    const known = await seen();
    const rewritten = leavesTo(310);
    rewritten[7] = concatBytes(utf8.encode('rewritten'));
    log.leaves = rewritten;
    const verdict = await check(known);
    expect(verdict).toMatchObject({ isSound: false, fault: 'inconsistent', detail: '300 → 310' });
    expect(verdict).toHaveProperty('note', log.note());
  });
  it('serves tiles that were not signed', async () => {
    log.instead.set('tile/0/001.p/44', new Uint8Array(44 * 32));
    await expectWrong({ key: first.key, note: null }, 'other_tiles');
    log.instead.set('tile/0/001.p/44', new Uint8Array(43 * 32));
    await expectWrong({ key: first.key, note: null }, 'other_tiles');
  });
  it('serves entries that were not signed', async () => {
    const forged = await fakeLog(300).source('tile/entries/000', 1e6);
    forged[40] = (forged[40] ?? 0) ^ 1;
    log.instead.set('tile/entries/000', forged);
    await expectWrong({ key: first.key, note: null }, 'other_entries', true);
    expect(await check()).toMatchObject({ isSound: true });
    log.instead.set('tile/entries/000', forged.subarray(0, -1));
    await expectWrong({ key: first.key, note: null }, 'other_entries', true);
  });
  it('does not serve what it signed for', async () => {
    log.instead.set('tile/1/000.p/1', 404);
    await expectWrong({ key: first.key, note: null }, 'missing');
  });
  it('has a signature that is not valid', async () => {
    log.instead.set('checkpoint', log.note().replace('\n300\n', '\n301\n'));
    await expectWrong({ key: first.key, note: null }, 'bad_signature');
  });
  it.each([
    ['malformed_note', 'nothing\n'],
    ['malformed_note', new Uint8Array([0xff, 0xfe])],
    ['malformed_checkpoint', signedBy('no checkpoint\n', [first])],
    [
      'foreign_origin',
      signedBy(`other.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`, [first]),
    ],
  ])('serves as its checkpoint: %s', async (fault, served) => {
    log.instead.set('checkpoint', served);
    await expectWrong({ key: first.key, note: null }, fault);
  });
  it('itself refuses to sign on', async () => {
    const source = async (path: string) => {
      throw new NotServed(path, 503, 'log_unavailable');
    };
    expect(await checkLog(source, { key: first.key, note: null }, false)).toMatchObject({
      fault: 'refuses_to_sign',
    });
  });
});

describe('a key that changed', () => {
  it('by a rollover note is followed at once, while the old one still signs', async () => {
    const known = await seen();
    log.signers = [second, first];
    rollOver(log, first, second);
    expect(await check(known)).toMatchObject({
      isSound: true,
      rollovers: [second.key],
      known: { key: second.key },
    });
  });
  it('is followed over several notes, though the old key signs no more', async () => {
    const known = await seen();
    log.signers = [third];
    rollOver(log, first, second);
    rollOver(log, second, third);
    log.leaves = leavesTo(333);
    expect(await check(known)).toMatchObject({ isSound: true, rollovers: [second.key, third.key] });
  });
  it('without a note is still believed as long as the trusted key signs', async () => {
    log.signers = [second, first];
    expect(await check()).toMatchObject({ isSound: true, rollovers: [], known: { key: first.key } });
  });
  it('without a note is reported once the trusted key signs no more', async () => {
    log.signers = [second];
    expect(await check()).toMatchObject({ fault: 'key_changed', detail: `${origin}+${second.key.id}` });
  });
  it('by a note that the trusted key did not sign is reported', async () => {
    log.signers = [second];
    rollOver(log, third, second);
    log.rollovers.set(first.key.id, log.rollovers.get(third.key.id) ?? '');
    await expectWrong({ key: first.key, note: null }, 'no_known_signature');
  });
  it('in a circle of notes ends', async () => {
    log.signers = [third];
    rollOver(log, first, second);
    rollOver(log, second, first);
    await expectWrong({ key: first.key, note: null }, 'key_changed');
  });
  it('with the log’s host is followed, and the tree must still be the same one', async () => {
    const known = await seen();
    const moved = signerOf('apply.example/log/huikai', new Uint8Array(32).fill(1));
    log.signers = [moved, first];
    rollOver(log, first, moved);
    expect(await check(known)).toMatchObject({ isSound: true, rollovers: [moved.key], before: 300 });
    log.leaves = leavesTo(300, ',"other":1');
    await expectWrong(known, 'forked');
  });
});

it('a log that can’t be reached is no verdict', async () => {
  const source = async () => {
    throw new NotReached('refused');
  };
  await expect(checkLog(source, { key: first.key, note: null }, false)).rejects.toThrow(NotReached);
  log.instead.set('checkpoint', 500);
  await expect(check()).rejects.toThrow(NotServed);
});
