/** Owns the check of when a kept body may go out again: no value and no grant too many; must not know how it was kept. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stillCovered, valuesIn } from '../../../worker/delivery/still-covered.ts';

const body = (values: Record<string, unknown>, granted: string[] = []) => ({
  type: 'lead.created' as const,
  timestamp: '2026-01-01T00:00:00.000Z',
  data: {
    lead: { id: 'ld_1', values },
    consents: granted.map((notice) => ({ notice, version: 1, decision: 'granted' })),
  },
});

describe('a kept body', () => {
  it('stands while only values changed', () => {
    expect(stillCovered(body({ name: '张三' }), body({ name: '李四', phone: '1' }))).toBe(true);
  });
  it('falls with a field that may be seen no more', () => {
    expect(stillCovered(body({ name: '张三', idNumber: 'x' }), body({ name: '张三' }))).toBe(false);
  });
  it('falls with a grant that was withdrawn, and stands beside a later one', () => {
    const withdrawn = body({}, []);
    withdrawn.data.consents.push({ notice: 'marketing', version: 1, decision: 'withdrawn' });
    expect(stillCovered(body({}, ['marketing']), withdrawn)).toBe(false);
    expect(stillCovered(body({}, ['privacy']), body({}, ['privacy', 'marketing']))).toBe(true);
  });
  it('of an event without values stands', () => {
    const erased = { type: 'lead.erased' as const, timestamp: '', data: { lead: { id: 'ld_1' } } };
    expect(stillCovered(erased, erased)).toBe(true);
    expect(valuesIn({ type: 'ping', timestamp: '', data: null })).toEqual({});
  });
  it('never lets out a field that the body of now does not hold', () => {
    const values = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(values, values, (kept, now) => {
        const isMore = Object.keys(kept).some((field) => !Object.hasOwn(now, field));
        expect(stillCovered(body(kept), body(now))).toBe(!isMore);
      }),
    );
  });
});
