/** Owns on which days a campaign may be shared, and by whom; must not know links. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { campaignOff, chinaDay, lackingOf, type Standing } from '../../../worker/referral/campaign-off.ts';

const mandate = {
  institution: '示例银行股份有限公司',
  licence: 'B1',
  scope: '经营贷款',
  from: '2026-03-01',
  until: '2026-12-31',
};
const at = (time: string) => Date.parse(time);

describe('campaignOff (MK-01)', () => {
  test.for([
    ['2026-02-28T15:59:59.999Z', 'mandate_not_begun'],
    ['2026-02-28T16:00:00.000Z', null],
    ['2026-12-31T15:59:59.999Z', null],
    ['2026-12-31T16:00:00.000Z', 'mandate_ended'],
  ] as const)('at %s: %s', ([time, off]) => {
    expect(campaignOff({ mandate }, 'strict', at(time))).toBe(off);
    expect(campaignOff({ mandate }, 'open', at(time))).toBeNull();
  });

  test('without a mandate only where the tenant is open', () => {
    expect(campaignOff({}, 'strict', 0)).toBe('no_mandate');
    expect(campaignOff({}, 'open', 0)).toBeNull();
  });

  test('ends at its own end in either mode', () => {
    const expiresAt = '2026-06-01T00:00:00.000Z';
    for (const marketing of ['strict', 'open'] as const) {
      expect(campaignOff({ mandate, expiresAt }, marketing, at(expiresAt) - 1)).toBeNull();
      expect(campaignOff({ mandate, expiresAt }, marketing, at(expiresAt))).toBe('expired');
    }
  });

  test('a day in China is the one that Intl tells', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          expect(chinaDay(date.getTime())).toBe(shanghai.format(date));
        },
      ),
    );
  });
});

describe('lackingOf', () => {
  const whole: Standing = {
    kind: 'staff',
    employer: '示例银行',
    certificate: { number: 'C-1', until: '2026-12-31' },
    authority: { from: '2026-03-01', until: '2026-12-31' },
  };
  const codes = (
    standing: Standing,
    time = '2026-06-01T00:00:00Z',
    marketing: 'strict' | 'open' = 'strict',
  ) => lackingOf(standing, marketing, at(time)).map(({ code }) => code);

  test('nothing for whoever is on record, customers, and an open tenant', () => {
    expect(codes(whole)).toEqual([]);
    expect(codes({ ...whole, authority: null })).toEqual([]);
    const bare = { ...whole, employer: null, certificate: null };
    expect(codes({ ...bare, kind: 'customer' })).toEqual([]);
    expect(codes(bare, undefined, 'open')).toEqual([]);
  });

  test('employer, certificate and authority, by China’s days', () => {
    expect(codes({ ...whole, kind: 'partner', employer: null, certificate: null })).toEqual([
      'employer_missing',
      'certificate_missing',
    ]);
    expect(codes(whole, '2026-12-31T15:59:59Z')).toEqual([]);
    expect(codes(whole, '2026-12-31T16:00:00Z')).toEqual(['certificate_ended', 'authority_ended']);
    expect(codes(whole, '2026-02-28T15:59:59Z')).toEqual(['authority_not_begun']);
  });
});
