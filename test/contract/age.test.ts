/** Owns what answers tell of an applicant's age, and when a form asks for it; must not know screens. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageFlags, mustStateAge } from '../../contract/age.ts';
import type { Field } from '../../contract/form.ts';

const today = '2026-12-01';
const phone: Field = { id: 'phone', kind: 'phone', label: '手机号码', purpose: '联系您' };
const idNumber = (more: { required?: boolean } = {}): Field => ({
  id: 'idNumber',
  kind: 'id_number',
  label: '身份证号码',
  purpose: '核对身份',
  ...more,
});
const formOf = (...fields: Field[]) => ({ steps: [{ fields }] });

describe('the statement of age', () => {
  test('is asked for where no identity number is, or none has to be given', () => {
    expect(mustStateAge(formOf(phone), () => true)).toBe(true);
    expect(mustStateAge(formOf(phone, idNumber()), () => true)).toBe(true);
    expect(mustStateAge(formOf(phone, idNumber({ required: true })), () => true)).toBe(false);
  });

  test('is asked for where the identity number is hidden by a condition or its consent is not granted', () => {
    expect(mustStateAge(formOf(idNumber({ required: true })), () => false)).toBe(true);
  });
});

describe('the flags of age', () => {
  test('say that no age was stated only when neither number nor statement was given', () => {
    expect(ageFlags(formOf(phone), {}, undefined, today)).toEqual(['age_not_stated']);
    expect(ageFlags(formOf(phone), {}, {}, today)).toEqual(['age_not_stated']);
    expect(ageFlags(formOf(phone), {}, { adult: true }, today)).toEqual([]);
    expect(ageFlags(formOf(idNumber()), { idNumber: '110105199003070025' }, undefined, today)).toEqual([]);
  });

  test('say 60 or over from the birthday on, whatever was stated', () => {
    const flags = (value: string) =>
      ageFlags(formOf(idNumber()), { idNumber: value }, { adult: true }, today);
    expect(flags('110105196612010016')).toEqual(['age_60_or_over']);
    expect(flags('110105196611300038')).toEqual(['age_60_or_over']);
    expect(ageFlags(formOf(idNumber()), { idNumber: '110105196612010016' }, {}, '2026-11-30')).toEqual([]);
  });

  test('come from an identity number alone, never from other answers', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(ageFlags(formOf(phone), { phone: value }, { adult: true }, today)).toEqual([]);
      }),
    );
  });
});
