/** Owns the promise that a run sleeps through nothing: no poke, no failure, no time; must not know what a run does. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NextLook } from '../../../worker/tenant/delivery/next-look.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a wait has ended, asked once all that could end it by now has. */
function waiting(look: NextLook, delayMs: number | null) {
  let isOver = false;
  void look.wait(delayMs).then(() => {
    isOver = true;
  });
  return async () => {
    await vi.advanceTimersByTimeAsync(0);
    return isOver;
  };
}

it('ends a wait once poked, and leaves no timer', async () => {
  const look = new NextLook();
  const isOver = waiting(look, 1000);
  expect(await isOver()).toBe(false);
  look.poke();
  expect(await isOver()).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('ends a wait at its time, and without one never by itself', async () => {
  const look = new NextLook();
  const isOver = waiting(look, 1000);
  await vi.advanceTimersByTimeAsync(999);
  expect(await isOver()).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver()).toBe(true);
  const isOverWithout = waiting(look, null);
  await vi.advanceTimersByTimeAsync(10 * 86_400_000);
  expect(await isOverWithout()).toBe(false);
});

it('loses no poke that comes between two waits, and counts several as one', async () => {
  const look = new NextLook();
  look.poke();
  look.poke();
  expect(await waiting(look, null)()).toBe(true);
  const isOver = waiting(look, null);
  expect(await isOver()).toBe(false);
  look.poke();
  expect(await isOver()).toBe(true);
});

it('tells of the first failure, whenever it came, until another run begins', async () => {
  const look = new NextLook();
  const isOver = waiting(look, null);
  look.fail(new Error('first'));
  look.fail(new Error('second'));
  expect(await isOver()).toBe(true);
  expect(() => look.check()).toThrow('first');
  look.begin();
  expect(() => look.check()).not.toThrow();
});
