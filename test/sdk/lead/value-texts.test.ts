/** Owns how values, amounts and times read on the lead page; no screen. */
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../contract/form.ts';
import { amountText, namedValues, nameOf, timeText } from '../../../sdk/lead/value-texts.ts';

const nowMs = Date.parse('2026-11-27T08:00:00.000Z');

test.each([
  ['2026-11-26T15:59:59.999Z', '11月26日 23:59'],
  ['2026-11-26T16:00:00.000Z', '11月27日 00:00'],
  ['2025-12-31T15:59:00.000Z', '2025年12月31日 23:59'],
  ['2025-12-31T16:00:00.000Z', '1月1日 00:00'],
])('%s is %s in China', (at, text) => {
  expect(timeText(at, nowMs)).toBe(text);
});

test.each([
  [0, '0元'],
  [9_999, '9,999元'],
  [10_000, '10,000元（1万元）'],
  [123_456_789, '123,456,789元（1.23456789亿元）'],
])('%d yuan', (yuan, text) => {
  expect(amountText(yuan)).toBe(text);
});

describe('values', () => {
  const fields: Field[] = [
    { id: 'who', kind: 'name', label: '姓名', purpose: '称呼您' },
    { id: 'mobile', kind: 'phone', label: '手机号码', purpose: '联系您' },
    { id: 'city', kind: 'region', label: '地区', purpose: '匹配产品' },
    {
      id: 'assets',
      kind: 'multi',
      label: '资产',
      purpose: '匹配产品',
      options: [{ value: 'car', label: '车' }],
    },
  ];
  const named = (values: Parameters<typeof namedValues>[0], known = fields) =>
    namedValues(values, known, (code) => `<${code}>`).map(({ label, text, isPhone }) => [
      label,
      text,
      isPhone,
    ]);

  test('stand in the order of the form, in words; one whose field is gone comes last, under its id', () => {
    expect(
      named({ old: 'x', assets: ['car', 'house'], city: '440300', mobile: '138****8000', who: '张*' }),
    ).toEqual([
      ['姓名', '张*', false],
      ['手机号码', '138****8000', true],
      ['地区', '<440300>', false],
      ['资产', '车、house', false],
      ['old', 'x', false],
    ]);
  });

  test('of a form that is gone are told apart by the ids that most forms give', () => {
    expect(named({ name: '张*', phone: '138****8000' }, [])).toEqual([
      ['name', '张*', false],
      ['phone', '138****8000', true],
    ]);
    expect(nameOf({ name: '张*' }, [])).toBe('张*');
    expect(nameOf({ who: '李*', name: '门店' }, fields)).toBe('李*');
    expect(nameOf(null, fields)).toBe('');
  });
});
