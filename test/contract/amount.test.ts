/** Owns the checks of sums of money as people write them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAmount } from '../../contract/fields/amount.ts';

test.each([
  ['500000', 500_000],
  ['500,000', 500_000],
  ['５０万', 500_000],
  ['50万', 500_000],
  ['50 万元', 500_000],
  ['50w', 500_000],
  ['50W', 500_000],
  ['50萬', 500_000],
  ['五十万', 500_000],
  ['伍拾万元整', 500_000],
  ['1.5万', 15_000],
  ['1.1万', 11_000],
  ['一万五', 15_000],
  ['一万五千', 15_000],
  ['1万500', 10_500],
  ['一万零五', 10_005],
  ['十万', 100_000],
  ['十五', 15],
  ['一百二十万', 1_200_000],
  ['三百万', 3_000_000],
  ['两千', 2000],
  ['8千', 8000],
  ['8k', 8000],
  ['1亿', 100_000_000],
  ['1亿2千万', 120_000_000],
  ['￥500,000元', 500_000],
  ['人民币50万', 500_000],
  [500_000, 500_000],
])('%s is %i yuan', (typed, yuan) => {
  expect(parseAmount(typed)).toBe(yuan);
});

test.each(['', '万', '50万吨', '五十万左右', '50-60万', '1.2.3', '5 0 x', 'wan', '一二三', null, ['5']])(
  '%s is no sum',
  (typed) => {
    expect(parseAmount(typed)).toBeNull();
  },
);

test('whole 万 read back as they were written, in figures and in numerals', () => {
  const signs = '零一二三四五六七八九';
  const inNumerals = (count: number): string =>
    count < 10
      ? (signs[count] ?? '')
      : `${count >= 20 ? signs[Math.floor(count / 10)] : ''}十${count % 10 === 0 ? '' : signs[count % 10]}`;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99 }), (count) => {
      expect(parseAmount(`${count}万`)).toBe(count * 10_000);
      expect(parseAmount(`${inNumerals(count)}万`)).toBe(count * 10_000);
    }),
  );
});
