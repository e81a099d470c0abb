/** Owns the check of when a server counts as standing still; no clock, no server. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Standstill } from '../../bin/serve/standstill.ts';
import { usualWatch } from '../../bin/serve/watchdog.ts';

const judge = (answers: readonly boolean[], everyMs = 500) => {
  const standstill = new Standstill(usualWatch);
  return answers.map((hasAnswered) => standstill.tick(everyMs, hasAnswered));
};
const silent = (ticks: number) => Array.from({ length: ticks }, () => false);

describe('a server', () => {
  it('that answers runs', () => {
    expect(new Set(judge(Array.from({ length: 200 }, () => true)))).toEqual(new Set(['runs']));
  });
  it('that gives no answer for two seconds runs: it may be busy', () => {
    expect(new Set(judge([...silent(4), true, ...silent(4), true]))).toEqual(new Set(['runs']));
  });
  it('that gives none for over two seconds stands, told once, until it runs again, told once', () => {
    expect(judge([...silent(7), true, true])).toEqual([
      ...['runs', 'runs', 'runs', 'runs'],
      ...['stands', 'still stands', 'still stands'],
      ...['runs again', 'runs'],
    ]);
  });
  it('that gives none for over 30 seconds is to be restarted', () => {
    const told = judge(silent(61));
    expect(told.indexOf('to be restarted')).toBe(60);
  });
  it('is not blamed for time in which nobody asked: a laptop that slept', () => {
    const standstill = new Standstill(usualWatch);
    expect(standstill.tick(3_600_000, false)).toBe('runs');
    expect(standstill.tick(500, true)).toBe('runs');
  });
  it('is told of in a sensible order, whatever it answers', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (answers) => {
        const told = judge(answers).filter((one) => one === 'stands' || one === 'runs again');
        for (const [at, one] of told.entries()) expect(one).toBe(at % 2 === 0 ? 'stands' : 'runs again');
      }),
    );
  });
});
