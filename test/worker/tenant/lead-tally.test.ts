/** Owns the check of what a rough count tells: fives, stable, and nothing of one lead by the edge of a five; must not know what is counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addLead, exactly, markOf, noLeads, roughly } from '../../../worker/tenant/routing/lead-tally.ts';

const key = new Uint8Array(32).fill(7);

function tallyOf(leads: readonly number[]) {
  const tally = noLeads();
  for (const lead of leads) addLead(tally, markOf(key, lead));
  return tally;
}

const sets = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 60 });

test('fives that are off by less than five, null below five, the same for the same leads in any order', () => {
  fc.assert(
    fc.property(sets, (leads) => {
      const told = roughly(key)(tallyOf(leads));
      expect(roughly(key)(tallyOf(leads.toReversed()))).toBe(told);
      expect(exactly(tallyOf(leads))).toBe(leads.length);
      if (leads.length < 5) expect(told).toBeNull();
      if (leads.length >= 7) expect(told).not.toBeNull();
      if (told === null) return;
      expect(told % 5).toBe(0);
      expect(Math.abs(told - leads.length)).toBeLessThan(5);
    }),
  );
});

test('whether one more lead is among them is not seen at the edge of a five, whoever else is', () => {
  // Told of 7 and of 8 others with and without one more: in whole fives alone they would always, and never, differ.
  for (const others of [4, 7, 9, 12]) {
    const differing = Array.from({ length: 400 }, (_, at) => {
      const leads = Array.from({ length: others }, (_one, number) => 1000 * at + number + 1);
      return roughly(key)(tallyOf(leads)) !== roughly(key)(tallyOf([...leads, 999_999]));
    }).filter((isOther) => isOther).length;
    if (others === 4) expect(differing).toBeLessThan(400);
    else expect(differing).toBeGreaterThan(40);
    expect(differing).toBeLessThan(360);
  }
});
