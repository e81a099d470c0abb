/** Owns the promise that every arrival is recorded once, in time, whatever recording does; must not know how it is recorded. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Arrivals } from '../../../worker/tenant/delivery/arrivals.ts';

const arrival = (event: number, destination = 1) => ({ key: { event, destination } });
let recorded: number[][];
beforeEach(() => {
  recorded = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const arrivals = () =>
  new Arrivals((all: readonly { key: { event: number } }[]) => {
    recorded.push(all.map(({ key }) => key.event));
  });

it('records together what comes within a moment, and leaves no timer', () => {
  const some = arrivals();
  for (const event of [1, 2, 3]) some.add(arrival(event));
  expect([some.has(arrival(2).key), some.countTo(1), some.countTo(2)]).toEqual([true, 3, 0]);
  vi.runAllTimers();
  expect(recorded).toEqual([[1, 2, 3]]);
  expect([some.has(arrival(2).key), some.countTo(1), some.record()]).toEqual([false, 0, false]);
  expect(vi.getTimerCount()).toBe(0);
});

it('waits for no more than a few, and no longer for those that follow', () => {
  const some = arrivals();
  for (let event = 1; event <= 262; event++) some.add(arrival(event));
  expect(recorded.map((all) => all.length)).toEqual([256]);
  vi.runAllTimers();
  expect(recorded.map((all) => all.length)).toEqual([256, 6]);
});

it('records many before the table is read past them, and few not', () => {
  const some = arrivals();
  for (let event = 1; event <= 31; event++) some.add(arrival(event));
  some.recordMany();
  expect(recorded).toEqual([]);
  some.add(arrival(32));
  some.recordMany();
  expect(recorded.map((all) => all.length)).toEqual([32]);
});

it('lets no stream of arrivals put the first one off', () => {
  const some = arrivals();
  for (let event = 1; event <= 5; event++) {
    some.add(arrival(event));
    vi.advanceTimersByTime(20);
  }
  expect(recorded).toEqual([[1, 2, 3]]);
});

it('keeps what could not be recorded, so that it is neither sent again nor lost', () => {
  let isBroken = true;
  const some = new Arrivals((all: readonly { key: { event: number } }[]) => {
    if (isBroken) throw new Error('disk');
    recorded.push(all.map(({ key }) => key.event));
  });
  some.add(arrival(1));
  expect(() => some.record()).toThrow('disk');
  expect(some.has(arrival(1).key)).toBe(true);
  isBroken = false;
  some.add(arrival(2));
  vi.runAllTimers();
  expect(recorded).toEqual([[1, 2]]);
});
