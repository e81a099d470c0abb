/** Owns the check that work gathered while a commit is under way is done together, in order; must not know any work. */
import { expect, it } from 'vitest';
import { GroupCommit } from '../../../worker/tenant/group-commit.ts';

/** A storage whose commits end when the test says so. */
function standInStorage() {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const settled = () => new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    settled,
    async commit() {
      ends.shift()?.resolve();
      await turn();
    },
    async fail(error: Error) {
      ends.shift()?.reject(error);
      await turn();
    },
    asked: () => ends.length,
  };
}

it('does what came meanwhile together, in the order given', async () => {
  const storage = standInStorage();
  const group = new GroupCommit(storage.settled);
  const done: number[] = [];
  const results = [1, 2, 3].map((number) => group.run(() => done.push(number)));
  expect([done, storage.asked()]).toEqual([[], 1]);
  await storage.commit();
  expect([done, storage.asked()]).toEqual([[1, 2, 3], 0]);
  expect(await Promise.all(results)).toEqual([1, 2, 3]);
});

it('fails work that throws alone', async () => {
  const storage = standInStorage();
  const group = new GroupCommit(storage.settled);
  const broken = (): number => {
    throw new Error('broken');
  };
  const results = Promise.allSettled([() => 1, broken, () => 3].map((work) => group.run(work)));
  await storage.commit();
  expect((await results).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual(
    [1, 'broken', 3],
  );
});

it('does a bounded number in one turn, and the rest in later ones', async () => {
  const storage = standInStorage();
  const group = new GroupCommit(storage.settled);
  const done: number[] = [];
  for (let number = 0; number < 70; number++) void group.run(() => done.push(number));
  const lengths = [];
  for (let turns = 0; turns < 4; turns++) {
    await storage.commit();
    lengths.push(done.length);
  }
  expect(lengths).toEqual([32, 64, 70, 70]);
  expect(done).toEqual(Array.from({ length: 70 }, (_, at) => at));
});

it('goes on after it was idle', async () => {
  const storage = standInStorage();
  const group = new GroupCommit(storage.settled);
  for (const number of [1, 2]) {
    const result = group.run(() => number);
    await storage.commit();
    expect(await result).toBe(number);
  }
});

it('tells everyone who waits when the commit fails, and does nothing for them', async () => {
  const storage = standInStorage();
  const group = new GroupCommit(storage.settled);
  const done: number[] = [];
  const results = Promise.allSettled([1, 2].map((number) => group.run(() => done.push(number))));
  await storage.fail(new Error('disk full'));
  expect((await results).map((one) => one.status === 'rejected' && one.reason.message)).toEqual([
    'disk full',
    'disk full',
  ]);
  expect(done).toEqual([]);
});
