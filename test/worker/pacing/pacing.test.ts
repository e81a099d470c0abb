/** Owns the check that long work rests between its slices, and that of one holder's pieces one is under way; knows no work. */
import { expect, it } from 'vitest';
import { atOnce, type Steps } from '../../../contract/steps.ts';
import { inSlices } from '../../../worker/pacing/in-slices.ts';
import { Lane } from '../../../worker/pacing/lane.ts';
import { Pace, sliceSize } from '../../../worker/pacing/pace.ts';

function* work(steps: number, size: number): Steps<string> {
  for (let step = 0; step < steps; step += 1) yield size;
  return 'done';
}

function counting() {
  let rests = 0;
  const pace = new Pace(async () => {
    rests += 1;
  });
  return { pace, rests: () => rests };
}

it('long work rests once for each slice, short work never', async () => {
  const long = counting();
  expect(await inSlices(work(10, sliceSize / 2), long.pace)).toBe('done');
  expect(long.rests()).toBe(5);
  const short = counting();
  expect(await inSlices(work(1, sliceSize - 1), short.pace)).toBe('done');
  expect(short.rests()).toBe(0);
  expect(atOnce(work(10, sliceSize))).toBe('done');
});

it('others have their turn between two slices', async () => {
  const order: string[] = [];
  setTimeout(() => order.push('another'), 0);
  await inSlices(work(50, sliceSize));
  order.push('the long one');
  expect(order).toEqual(['another', 'the long one']);
});

it('one piece of work at a time goes down a lane, in order, whatever becomes of the one before', async () => {
  const lane = new Lane();
  const order: string[] = [];
  const piece = (name: string, fails = false) =>
    lane.run(async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 0));
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [first, second] = [piece('first', true), piece('second')];
  await expect(first).rejects.toThrow('first');
  expect(await second).toBe('second');
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});
