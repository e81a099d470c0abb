/** Owns the check of phone, identity and credit-code rules against their standards' vectors; must not know forms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, birthDateOf, normaliseIdNumber } from '../../contract/fields/id-number.ts';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { isUscc, normaliseUscc } from '../../contract/fields/uscc.ts';

/** Every way to change one sign of a text into another of the given signs. */
function oneSignChanged(text: string, signs: string): string[] {
  return [...text].flatMap((old, at) =>
    [...signs].filter((sign) => sign !== old).map((sign) => text.slice(0, at) + sign + text.slice(at + 1)),
  );
}

describe('mobile numbers', () => {
  it.each([
    '13800138000',
    '+8613800138000',
    '+86 138 0013 8000',
    '008613800138000',
    '8613800138000',
    '138-0013-8000',
    '（＋８６）１３８００１３８０００',
    '１３８　００１３　８０００',
    ' 13800138000 ',
  ])('have one form: %j', (typed) => {
    expect(normalisePhone(typed)).toBe('13800138000');
  });
  it.each(['14100000000', '16200000000', '17000000000', '19900000000', '19200000000'])(
    'accept %s: ranges grow',
    (phone) => {
      expect(isMobile(phone)).toBe(true);
    },
  );
  it.each([
    '12800138000',
    '23800138000',
    '1380013800',
    '138001380000',
    '+85261234567',
    '',
    '1380013800a',
    '13800138000\n1',
  ])('refuse %j', (typed) => {
    expect(isMobile(normalisePhone(typed))).toBe(false);
  });
  it('keep a number that begins with 86 after its country code', () => {
    expect(normalisePhone('+8618600000000')).toBe('18600000000');
    expect(normalisePhone('18600000000')).toBe('18600000000');
  });
  it('come out the same when normalised twice', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:\+86|0086|86)?1[3-9]\d{9}$/), (typed) => {
        const once = normalisePhone(typed);
        expect(isMobile(once)).toBe(true);
        expect(normalisePhone(once)).toBe(once);
      }),
    );
  });
});

describe('resident identity numbers (GB 11643)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31'],
    ['34052419800101001X', '1980-01-01'],
    ['440524188001010014', '1880-01-01'],
  ])('%s was born on %s', (idNumber, birth) => {
    expect(birthDateOf(idNumber)).toBe(birth);
  });
  it.each([
    ['a wrong check digit', '110105199912310010'],
    ['an unknown province', withCheckDigit('99010519900101001')],
    ['a 30 February', withCheckDigit('11010519900230001')],
    ['a 29 February of a common year', withCheckDigit('11010519000229001')],
    ['15 digits', '110105491231002'],
    ['a lower-case x that was not normalised', '11010519491231002x'],
    ['a letter inside', '1101051949123100AX'],
    ['nothing', ''],
  ])('refuse %s', (_name, idNumber) => {
    expect(birthDateOf(idNumber)).toBeNull();
  });
  it('take a residence permit of 港澳台', () => {
    expect(birthDateOf(withCheckDigit('83000019900101001'))).toBe('1990-01-01');
  });
  it('are brought to one form', () => {
    expect(normaliseIdNumber(' 110105 19491231-002ｘ ')).toBe('11010519491231002X');
  });
  it('have a check digit that finds every single wrong sign', () => {
    const changed = oneSignChanged('11010519491231002X', '0123456789X');
    expect(changed.filter((idNumber) => birthDateOf(idNumber) !== null)).toEqual([]);
  });
  it.each([
    ['2008-11-22', '2026-11-22', 18],
    ['2008-11-23', '2026-11-22', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
  ])('make one born on %s, on %s, %i years old', (birth, today, age) => {
    expect(ageOn(birth, today)).toBe(age);
  });
});

describe('unified social credit codes (GB 32100)', () => {
  const codes = ['91350100M000100Y43', '91110000600037341L', '91440300708461136T'];

  it.each(codes)('accept %s', (code) => {
    expect(isUscc(code)).toBe(true);
  });
  it('accept a check sign of 0, where the sum is a multiple of 31', () => {
    expect(isUscc('91440300MA5F000080')).toBe(true);
  });
  it('are brought to one form', () => {
    expect(normaliseUscc(' 9135 0100-m000100ｙ43')).toBe('91350100M000100Y43');
  });
  it.each(['91350100M000100Y4', '91350100M000100Y433', '', 'O1350100M000100Y43', '91350100m000100y43'])(
    'refuse %j',
    (code) => {
      expect(isUscc(code)).toBe(false);
    },
  );
  it('have a check sign that finds every single wrong sign', () => {
    const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    expect(codes.flatMap((code) => oneSignChanged(code, signs)).filter(isUscc)).toEqual([]);
  });
});

/** Completes 17 digits by ISO 7064 MOD 11-2, computed another way than the rule under test: digit by digit. */
function withCheckDigit(digits: string): string {
  const rest = [...digits].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  const check = (12 - rest) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}
