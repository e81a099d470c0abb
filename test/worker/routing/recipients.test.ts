/** Owns the check that data goes only to recipients the applicant named, and no further than agreed; must not know delivery. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeKind, Recipient } from '../../../contract/notice.ts';
import { Permitted } from '../../../worker/routing/permitted.ts';
import {
  concerns,
  type DecidedNotice,
  mayCross,
  mayReceive,
  valuesFor,
} from '../../../worker/routing/recipients.ts';
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

const regions = ['mainland', 'hk', 'us'];
const at = (recipient: string, region = 'mainland') => ({ recipient, region });
const party = (id: string, region: string | undefined): Recipient => ({
  id,
  legalName: id,
  kind: 'lender',
  contact: '',
  region,
});

const decided: fc.Arbitrary<DecidedNotice[]> = fc.array(
  fc.record({
    notice: fc
      .record({
        kind: fc.constantFrom(...kinds),
        recipients: fc.option(fc.subarray(recipients), { nil: undefined }),
        fields: fc.option(fc.subarray(fields), { nil: undefined }),
        regions: fc.array(fc.option(fc.constantFrom(...regions), { nil: undefined }), {
          minLength: recipients.length,
          maxLength: recipients.length,
        }),
      })
      .map(({ regions: where, ...notice }) =>
        noticeWith({
          ...notice,
          parties: notice.recipients?.map((id) => party(id, where[recipients.indexOf(id)])),
        }),
      ),
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

/** The law on leaving the mainland, written apart too: the fields that may come to each region abroad; null for none (PIPL art. 39). */
function crossingFields(
  recipient: string,
  region: string,
  decisions: readonly DecidedNotice[],
): Set<string>[] | null {
  const abroad = new Set(region === 'mainland' ? [] : [region]);
  for (const { notice, decision } of decisions) {
    if (decision !== 'granted') continue;
    for (const one of notice.parties ?? []) {
      if (one.id === recipient && one.region !== undefined && one.region !== 'mainland')
        abroad.add(one.region);
    }
  }
  const sets: Set<string>[] = [];
  for (const where of abroad) {
    const covering = decisions.filter(
      ({ notice, decision }) =>
        notice.kind === 'cross_border' &&
        decision === 'granted' &&
        notice.parties?.some(
          (one) => one.region === where && (recipient === 'self' || one.id === recipient),
        ) === true,
    );
    if (covering.length === 0) return null;
    sets.push(new Set(covering.flatMap(({ notice }) => notice.fields ?? [])));
  }
  return sets;
}

describe('whatever was decided', () => {
  it('XB-01: nothing goes to a recipient that no granted provide notice names, nor abroad without a granted cross_border notice', () => {
    fc.assert(
      fc.property(
        decided,
        fc.constantFrom(...recipients, 'stranger', 'toString'),
        fc.constantFrom(...regions),
        (decisions, recipient, region) => {
          const agreed = agreedFields(recipient, decisions);
          const crossing = crossingFields(recipient, region, decisions);
          const isAllowed = agreed !== null && crossing !== null;
          const receiver = at(recipient, region);
          expect(mayReceive(receiver, decisions)).toBe(isAllowed);
          expect(mayCross(receiver, decisions)).toBe(crossing !== null);
          const seen = Object.keys(valuesFor(receiver, values, decisions));
          const lawful = Object.keys(values).filter(
            (field) => agreed?.has(field) === true && crossing?.every((set) => set.has(field)) === true,
          );
          expect(seen).toEqual(lawful);
          const permitted = Permitted.of({ number: 1, id: 'd', ...receiver, isEnabled: true }, decisions);
          expect(permitted?.number).toBe(isAllowed ? 1 : undefined);
        },
      ),
    );
  });
  it('the tenant itself gets everything in the mainland: the applicant applied to it', () => {
    fc.assert(
      fc.property(decided, (decisions) => {
        expect(mayReceive(at('self'), decisions)).toBe(true);
        expect(valuesFor(at('self'), values, decisions)).toEqual(values);
      }),
    );
  });
  it('XB-03: a system of the tenant’s own abroad gets what a cross_border notice for that region names, and no more', () => {
    fc.assert(
      fc.property(decided, fc.constantFrom('hk', 'us'), (decisions, region) => {
        const crossing = crossingFields('self', region, decisions);
        expect(mayReceive(at('self', region), decisions)).toBe(crossing !== null);
        const seen = Object.keys(valuesFor(at('self', region), values, decisions));
        expect(seen).toEqual(
          Object.keys(values).filter((field) => crossing?.every((set) => set.has(field)) === true),
        );
      }),
    );
  });
});

describe('one decision', () => {
  const provide = noticeWith({ recipients: ['bank-a'], fields: ['name', 'phone'] });
  it('lets a lender see the fields that its notice names, and nothing else', () => {
    expect(valuesFor(at('bank-a'), values, [{ notice: provide, decision: 'granted' }])).toEqual({
      name: '张三',
      phone: '13800138000',
    });
  });
  it('adds up over notices that name the same lender', () => {
    const more = noticeWith({ recipients: ['bank-a', 'bank-b'], fields: ['amount'] });
    const both: DecidedNotice[] = [provide, more].map((one) => ({ notice: one, decision: 'granted' }));
    expect(valuesFor(at('bank-a'), values, both)).toEqual(values);
    expect(valuesFor(at('bank-b'), values, both)).toEqual({ amount: 200_000 });
  });
  it('ends with its withdrawal', () => {
    expect(mayReceive(at('bank-a'), [{ notice: provide, decision: 'withdrawn' }])).toBe(false);
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
