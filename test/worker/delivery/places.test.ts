/** Owns the check that targets which fail never take the places of those that answer; must not know requests. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { freePlaces, type Standing } from '../../../worker/delivery/places.ts';

const connections = 6;

it('leaves connections to targets that answer, whatever the others do', () => {
  const asks = fc.array(
    fc.record({
      standing: fc.constantFrom<Standing>('failing', 'unproven'),
      busy: fc.integer({ min: 0, max: 1 }),
    }),
    { maxLength: 50 },
  );
  fc.assert(
    fc.property(asks, (targets) => {
      const taken = { failing: 0, unproven: 0 };
      for (const { standing } of targets) {
        if (standing === 'proven') throw new Error('not asked here');
        const free = freePlaces(standing, 4, 0, taken);
        expect(free === 0 || free === 1).toBe(true);
        taken[standing] += free;
      }
      expect(taken.failing).toBeLessThanOrEqual(2);
      expect(taken.failing + taken.unproven).toBeLessThan(connections);
    }),
  );
});

it('gives one that answers as many as it allows at once, whoever else waits', () => {
  const crowd = { failing: 2, unproven: 2 };
  expect(freePlaces('proven', 4, 0, crowd)).toBe(4);
  expect(freePlaces('proven', 4, 3, crowd)).toBe(1);
  expect(freePlaces('proven', 1, 1, crowd)).toBe(0);
  expect(freePlaces('unproven', 4, 0, crowd)).toBe(0);
  expect(freePlaces('unproven', 4, 1, { failing: 0, unproven: 1 })).toBe(0);
  expect(freePlaces('failing', 4, 0, { failing: 2, unproven: 0 })).toBe(0);
  expect(freePlaces('failing', 4, 0, { failing: 1, unproven: 2 })).toBe(1);
});
