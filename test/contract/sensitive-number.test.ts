/** Owns the checks of what is found as an identity or bank card number, and of what honest texts hold instead. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsSensitiveNumber } from '../../contract/sensitive-number.ts';

/** Made up; check signs by GB 11643 and Luhn. The Visa and Mastercard numbers are the vendors' own test numbers. */
const id = '11010519491231002X';

test.each([
  ['in one piece', id],
  ['with a small x', id.toLowerCase()],
  ['in full width', '１１０１０５１９４９１２３１００２Ｘ'],
  ['in groups', '110105 19491231 002X'],
  ['with hyphens', '110105-19491231-002x'],
  ['with two spaces and a dash', '110105  19491231 — 002X'],
  ['on two lines', '110105194912\n31002X'],
  ['in circled digits', '①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X'],
  ['in Han digits', '一一〇一零五一九四九一二三一零零二X'],
  ['with commas of Chinese keyboards', '110105，19491231，002X'],
  ['one digit at a time', [...id].join(' ')],
  ['within a sentence', `我的证件是${id}，请联系我`],
  ['behind a phone number', `13800138000 ${id}`],
  ['glued to a phone number', `13800138000${id}`],
  ['in an address', `${id}@mail.example`],
])('an identity number is found %s', (_, text) => {
  expect(holdsSensitiveNumber(text)).toBe(true);
});

test.each([
  ['UnionPay in one piece (NF-06)', '6222020000000000000'],
  ['UnionPay in groups', '6222 0200 0000 0000 000'],
  ['UnionPay with its rest in one piece', '622202 0000000000000'],
  ['Visa', '4111 1111 1111 1111'],
  ['Mastercard', '5555555555554444'],
  ['American Express', '378282246310005'],
  ['as a number', 4111111111111111],
])('a bank card number is found: %s', (_, value) => {
  expect(holdsSensitiveNumber(value)).toBe(true);
});

test.each([
  ['a phone number', '13800138000'],
  ['a landline and an extension', '010-6655 4433-801'],
  ['a date and an amount', '2026-11-30 500000'],
  ['an amount before a phone number', '400000 13800138009'],
  ['a rate, a term and a date in words', '三点五个点，三十六期，二〇二六年十二月一日之前办好，一共四十万'],
  ['an order number of 28 digits', '4200001234202611300123456789'],
  ['a number with a wrong check digit', '110105194912310021'],
  ['a card with a wrong check digit', '4111111111111112'],
  ['a company code', '91350100M000100Y43'],
  ['nothing', ''],
  ['a list', ['11010519491231002X']],
])('is not taken for a sensitive number: %s', (_, value) => {
  expect(holdsSensitiveNumber(value)).toBe(false);
});

test('a random run of digits is hardly ever taken for an identity number', () => {
  const digits = fc.noBias(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 30 }));
  const runs = fc.sample(digits, { numRuns: 20_000, seed: 1 });
  expect(runs.filter((run) => holdsSensitiveNumber(run.join(''))).length).toBeLessThan(20);
});
