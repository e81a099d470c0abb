/** Owns the promise that reading ahead changes nothing: what is due is taken once, oldest first, and none is forgotten; not a real table. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Due, DueQueue, type DueTable } from '../../../worker/tenant/delivery/due-queue.ts';

/** Deliveries to one destination, by event: when each is due. */
class Table implements DueTable {
  readonly rows = new Map<number, number>();

  due(destination: number, nowMs: number, limit: number): Due[] {
    return [...this.rows]
      .filter(([, atMs]) => atMs <= nowMs)
      .sort((a, b) => a[1] - b[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([event]) => ({ event, destination, lead: event }));
  }

  nextDueMs(_: number, afterMs: number): number | null {
    const later = [...this.rows.values()].filter((atMs) => atMs > afterMs);
    return later.length === 0 ? null : Math.min(...later);
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    delayMs: fc.nat(50),
    count: fc.integer({ min: 1, max: 90 }),
  }),
  fc.record({ kind: fc.constant('take' as const), wanted: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('deliver' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('fail' as const), at: fc.nat(), delayMs: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('block' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 40 }) }),
);

it('holds for whatever happens between two looks', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const table = new Table();
      const queue = new DueQueue(table);
      const underWay = new Set<number>();
      let [nowMs, minted] = [1000, 0];

      /** As the dispatcher does: whatever was read is asked for again before it goes out. */
      const take = (wanted: number) => {
        const taken = queue.take(
          1,
          wanted,
          nowMs,
          () => underWay.size,
          ({ event }) => underWay.has(event),
        );
        for (const { event } of taken) {
          expect(underWay.has(event)).toBe(false);
          const atMs = table.rows.get(event);
          if (atMs !== undefined && atMs <= nowMs) underWay.add(event);
        }
        return taken.length;
      };
      const one = (at: number) => [...underWay][at % Math.max(1, underWay.size)];
      const changed = (event: number | undefined, change: (event: number) => void) => {
        if (event === undefined) return;
        change(event);
        underWay.delete(event);
        queue.lookAgain();
      };

      for (const now of steps) {
        if (now.kind === 'pass') nowMs += now.ms;
        else if (now.kind === 'take') take(now.wanted);
        else if (now.kind === 'deliver') changed(one(now.at), (event) => table.rows.delete(event));
        else if (now.kind === 'fail')
          changed(one(now.at), (event) => table.rows.set(event, nowMs + now.delayMs));
        else if (now.kind === 'add') {
          for (let at = 0; at < now.count; at++) table.rows.set(++minted, nowMs + now.delayMs);
          queue.lookAgain();
        } else {
          // One that waits is stopped, whether or not it was read: nobody tells the queue.
          const waiting = [...table.rows.keys()].filter((event) => !underWay.has(event));
          const event = waiting[now.at % Math.max(1, waiting.length)];
          if (event !== undefined) table.rows.delete(event);
        }
        // What is neither read nor under way is not due before the queue says that it looks again.
        const nextMs = queue.nextMs(1);
        const unread = [...table.rows].filter(([event]) => !underWay.has(event)).map(([, atMs]) => atMs);
        if (nextMs !== undefined) {
          expect(Math.min(...unread)).toBeGreaterThanOrEqual(nextMs ?? Number.POSITIVE_INFINITY);
        }
      }

      nowMs += 1000;
      while (take(7) > 0);
      expect([...table.rows.keys()].filter((event) => !underWay.has(event))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

it('takes the oldest first', () => {
  const table = new Table();
  for (let event = 1; event <= 200; event++) table.rows.set(event, 1000 - event);
  const queue = new DueQueue(table);
  const taken = Array.from({ length: 20 }, () =>
    queue.take(
      1,
      10,
      2000,
      () => 0,
      () => false,
    ),
  ).flat();
  expect(taken.map(({ event }) => event).slice(0, 64)).toEqual(
    Array.from({ length: 64 }, (_, at) => 200 - at),
  );
});
