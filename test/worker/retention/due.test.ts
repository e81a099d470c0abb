/** Owns the check of what dies when: RT-03, RT-04, PI-15, RT-11 of the rules as properties; must not know storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addYears,
  dayMs,
  dueFor,
  evidenceEndMs,
  type LeadFacts,
  logCutoffMs,
  type RetentionSettings,
  valuesEndMs,
} from '../../../worker/retention/due.ts';

const defaults: RetentionSettings = {
  undeliveredDays: 30,
  deliveredDays: 90,
  evidenceYears: 3,
  logDays: 180,
};

/** As the settings' schema allows. */
const settings = fc.record({
  undeliveredDays: fc.integer({ min: 1, max: 30 }),
  deliveredDays: fc.integer({ min: 1, max: 90 }),
  evidenceYears: fc.integer({ min: 3, max: 30 }),
  logDays: fc.integer({ min: 180, max: 3650 }),
});

const time = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2034, 0, 1) });

/** A lead as storage can tell of one: nothing of it is older than its acceptance, no delivery is after the last fact. */
const lead: fc.Arbitrary<LeadFacts> = fc
  .record({
    createdAtMs: time,
    delivered: fc.option(fc.integer({ min: 0, max: 40 * dayMs })),
    later: fc.integer({ min: 0, max: 1000 * dayMs }),
    hasValues: fc.boolean(),
    hasEvidence: fc.boolean(),
  })
  .map(({ createdAtMs, delivered, later, hasValues, hasEvidence }) => ({
    createdAtMs,
    firstDeliveredAtMs: delivered === null ? null : createdAtMs + delivered,
    lastFactAtMs: createdAtMs + (delivered ?? 0) + later,
    hasValues,
    hasEvidence,
  }));

const ageMs = fc.integer({ min: 0, max: 40 * 366 * dayMs });

describe('RT-04: values', () => {
  const fresh: LeadFacts = {
    createdAtMs: Date.UTC(2026, 0, 1),
    firstDeliveredAtMs: null,
    lastFactAtMs: Date.UTC(2026, 0, 1),
    hasValues: true,
    hasEvidence: true,
  };
  it.each([
    ['undelivered', null, 30],
    ['delivered at once', 0, 90],
    ['delivered on the 29th day', 29, 119],
  ])('%s die on the day, not a millisecond before', (_name, deliveredDays, days) => {
    const first = deliveredDays === null ? null : fresh.createdAtMs + deliveredDays * dayMs;
    const one = { ...fresh, firstDeliveredAtMs: first, lastFactAtMs: first ?? fresh.lastFactAtMs };
    const endMs = fresh.createdAtMs + days * dayMs;
    expect(dueFor(one, defaults, endMs - 1)).toBe('nothing');
    expect(dueFor(one, defaults, endMs)).toBe('values');
  });
  it('never outlive what API.md allows: 30 days undelivered, 90 after the first arrival', () => {
    fc.assert(
      fc.property(lead, settings, (one, kept) => {
        const longest =
          one.firstDeliveredAtMs === null
            ? one.createdAtMs + 30 * dayMs
            : one.firstDeliveredAtMs + 90 * dayMs;
        expect(valuesEndMs(one, kept)).toBeLessThanOrEqual(longest);
        if (one.hasValues) expect(dueFor(one, kept, longest)).toBe('values');
      }),
    );
  });
});

describe('PI-15, RT-03: evidence', () => {
  it('never dies within three years of any fact of its lead, whatever a tenant sets', () => {
    fc.assert(
      fc.property(lead, settings, ageMs, (one, kept, age) => {
        const nowMs = one.createdAtMs + age;
        if (dueFor(one, kept, nowMs) !== 'evidence') return;
        expect(nowMs).toBeGreaterThanOrEqual(addYears(one.lastFactAtMs, 3));
        expect(one.hasValues).toBe(false);
      }),
    );
  });
  it('lives to the last millisecond of its years, and dies with it', () => {
    fc.assert(
      fc.property(lead, settings, (one, kept) => {
        const bare = { ...one, hasValues: false, hasEvidence: true };
        const endMs = addYears(one.lastFactAtMs, kept.evidenceYears);
        expect(dueFor(bare, kept, endMs - 1)).toBe('nothing');
        expect(dueFor(bare, kept, endMs)).toBe('evidence');
      }),
    );
  });
  it('dies in the end: step by step every lead comes to nothing', () => {
    fc.assert(
      fc.property(lead, settings, (one, kept) => {
        const nowMs = addYears(one.lastFactAtMs, kept.evidenceYears) + 200 * dayMs;
        let left = one;
        for (let due = dueFor(left, kept, nowMs); due !== 'nothing'; due = dueFor(left, kept, nowMs)) {
          left = due === 'values' ? { ...left, hasValues: false } : { ...left, hasEvidence: false };
        }
        expect([left.hasValues, left.hasEvidence]).toEqual([false, false]);
      }),
    );
  });
  it('outlives the values, always', () => {
    fc.assert(
      fc.property(lead, settings, (one, kept) => {
        const whole = { ...one, hasValues: true, hasEvidence: true };
        expect(evidenceEndMs(whole, kept)).toBeGreaterThanOrEqual(valuesEndMs(whole, kept));
      }),
    );
  });
});

describe('what is due', () => {
  it('stays due: time alone never takes a death back', () => {
    fc.assert(
      fc.property(lead, settings, ageMs, ageMs, (one, kept, age, more) => {
        const first = dueFor(one, kept, one.createdAtMs + age);
        const later = dueFor(one, kept, one.createdAtMs + age + more);
        if (first !== 'nothing') expect(later).toBe(first);
      }),
    );
  });
  it('comes no later when a tenant shortens', () => {
    fc.assert(
      fc.property(lead, settings, settings, ageMs, (one, a, b, age) => {
        const shorter = {
          undeliveredDays: Math.min(a.undeliveredDays, b.undeliveredDays),
          deliveredDays: Math.min(a.deliveredDays, b.deliveredDays),
          evidenceYears: Math.min(a.evidenceYears, b.evidenceYears),
          logDays: Math.min(a.logDays, b.logDays),
        };
        const nowMs = one.createdAtMs + age;
        if (dueFor(one, a, nowMs) !== 'nothing') expect(dueFor(one, shorter, nowMs)).not.toBe('nothing');
      }),
    );
  });
});

describe('years', () => {
  it('are those of the calendar, and 29 February waits a day', () => {
    const at = (text: string) => Date.parse(text);
    expect(addYears(at('2026-11-22T08:00:00.000Z'), 3)).toBe(at('2029-11-22T08:00:00.000Z'));
    expect(addYears(at('2028-02-29T08:00:00.000Z'), 3)).toBe(at('2031-03-01T08:00:00.000Z'));
    expect(addYears(at('2028-02-29T08:00:00.000Z'), 4)).toBe(at('2032-02-29T08:00:00.000Z'));
  });
});

describe('RT-11: logs', () => {
  it('are kept for at least 180 days', () => {
    fc.assert(
      fc.property(settings, time, (kept, nowMs) => {
        expect(nowMs - logCutoffMs(kept, nowMs)).toBeGreaterThanOrEqual(180 * dayMs);
      }),
    );
  });
});
