/** Owns the check that data goes only to recipients the applicant named, and no further than agreed; must not know delivery. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../../contract/notice.ts';
import { Permitted } from '../../../worker/routing/permitted.ts';
import { concerns, type DecidedNotice, mayReceive, valuesFor } from '../../../worker/routing/recipients.ts';
import { noticeWith } from './routing-sample.ts';

const kinds: NoticeKind[] = [
  'privacy',
  'sensitive',
  'provide',
  'credit_query',
  'credit_report',
  'marketing',
  'cross_border',
];
const recipients = ['bank-a', 'bank-b', 'bureau'];
const fields = ['name', 'phone', 'amount', '__proto__', 'constructor'];
const values = { name: '张三', phone: '13800138000', amount: 200_000 };

const decided: fc.Arbitrary<DecidedNotice[]> = fc.array(
  fc.record({
    notice: fc
      .record({
        kind: fc.constantFrom(...kinds),
        recipients: fc.option(fc.subarray(recipients), { nil: undefined }),
        fields: fc.option(fc.subarray(fields), { nil: undefined }),
      })
      .map(noticeWith),
    decision: fc.constantFrom('granted' as const, 'refused' as const, 'withdrawn' as const),
  }),
  { maxLength: 6 },
);

/** The law of it, written apart from the code: a granted `provide` notice that names the recipient (PIPL art. 23). */
function agreedFields(recipient: string, decisions: readonly DecidedNotice[]): Set<string> | null {
  const agreed = new Set<string>();
  let isNamed = false;
  for (const one of decisions) {
    const names = one.notice.recipients ?? [];
    if (one.notice.kind !== 'provide' || one.decision !== 'granted' || !names.includes(recipient)) continue;
    isNamed = true;
    for (const field of one.notice.fields ?? []) agreed.add(field);
  }
  return isNamed ? agreed : null;
}

describe('whatever was decided', () => {
  it('a recipient that no granted provide notice names gets no value and no destination', () => {
    fc.assert(
      fc.property(decided, fc.constantFrom(...recipients, 'stranger', 'toString'), (decisions, recipient) => {
        const agreed = agreedFields(recipient, decisions);
        expect(mayReceive(recipient, decisions)).toBe(agreed !== null);
        const seen = Object.keys(valuesFor(recipient, values, decisions));
        expect(seen).toEqual(Object.keys(values).filter((field) => agreed?.has(field)));
        const permitted = Permitted.of({ number: 1, id: 'd', recipient, isEnabled: true }, decisions);
        expect(permitted?.number).toBe(agreed === null ? undefined : 1);
      }),
    );
  });
  it('the tenant itself gets everything: the applicant applied to it', () => {
    fc.assert(
      fc.property(decided, (decisions) => {
        expect(mayReceive('self', decisions)).toBe(true);
        expect(valuesFor('self', values, decisions)).toEqual(values);
      }),
    );
  });
});

describe('one decision', () => {
  const provide = noticeWith({ recipients: ['bank-a'], fields: ['name', 'phone'] });
  it('lets a lender see the fields that its notice names, and nothing else', () => {
    expect(valuesFor('bank-a', values, [{ notice: provide, decision: 'granted' }])).toEqual({
      name: '张三',
      phone: '13800138000',
    });
  });
  it('adds up over notices that name the same lender', () => {
    const more = noticeWith({ recipients: ['bank-a', 'bank-b'], fields: ['amount'] });
    const both: DecidedNotice[] = [provide, more].map((one) => ({ notice: one, decision: 'granted' }));
    expect(valuesFor('bank-a', values, both)).toEqual(values);
    expect(valuesFor('bank-b', values, both)).toEqual({ amount: 200_000 });
  });
  it('ends with its withdrawal', () => {
    expect(mayReceive('bank-a', [{ notice: provide, decision: 'withdrawn' }])).toBe(false);
  });
  it.each([
    ['self', provide, true],
    ['bank-a', provide, true],
    ['bank-b', provide, false],
    ['bank-a', noticeWith({ kind: 'privacy' }), false],
    ['self', noticeWith({ kind: 'marketing' }), true],
  ])('concerns %s or not', (recipient, decision, does) => {
    expect(concerns(recipient, decision)).toBe(does);
  });
});

it('nothing else passes for a permitted destination, and nobody makes one but by asking', () => {
  const place = { number: 1, id: 'd', recipient: 'self', isEnabled: true };
  const take = (permitted: Permitted) => permitted.number;
  // @ts-expect-error: a destination that nobody asked about
  expect(take(place)).toBe(1);
  // @ts-expect-error: its constructor is its own
  expect(take(new Permitted(place))).toBe(1);
});
