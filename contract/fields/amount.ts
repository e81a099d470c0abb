/** Owns sums of money as people write them, 50万 and 五十万 as well as 500,000; must not know their bounds. */
import { parseNumber } from './number.ts';
import { toHalfWidth } from './text-form.ts';

const digits: Readonly<Record<string, number>> = Object.fromEntries(
  ['零〇', '一壹', '二两贰兩貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap(
    (signs, value) => [...signs].map((sign) => [sign, value]),
  ),
);
const units: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      ['十拾', 10],
      ['百佰', 100],
      ['千仟k', 1000],
      ['万萬w', 10_000],
      ['亿億', 100_000_000],
    ] as const
  ).flatMap(([signs, value]) => [...signs].map((sign) => [sign, value])),
);
const tenThousand = 10_000;
/** A number in figures, or one sign. */
const tokens = /\d+(?:\.\d+)?|./gu;
const longest = 30;

/** Yuan from a number, from typed figures or from Chinese numerals, with 千, 万 or 亿; else null. */
export function parseAmount(raw: unknown): number | null {
  const plain = parseNumber(raw);
  if (plain !== null || typeof raw !== 'string' || raw.length > 100) return plain;
  const typed = toHalfWidth(raw)
    .toLowerCase()
    .replace(/[\s,]/g, '')
    .replace(/^(?:人民币|人民幣|rmb|[¥￥])/, '')
    .replace(/(?:元|块|塊|圆|圓)?(?:整|人民币|人民幣)?$/, '');
  if (typed === '' || typed.length > longest) return null;
  const sum = addUp(typed.match(tokens) ?? []);
  // Tenths of a 万 are whole yuan that binary fractions miss by a little.
  return sum === null || sum > 1e15 ? null : Math.round(sum * 1e6) / 1e6;
}

/** Null for signs that no sum is written with, and for units without a number. */
function addUp(parts: readonly string[]): number | null {
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  let last: { unit: number; isZeroSince: boolean } = { unit: 0, isZeroSince: false };
  for (const part of parts) {
    const figure = /^\d/.test(part) ? Number(part) : digits[part];
    const unit = units[part];
    if (figure !== undefined) {
      if (pending !== null && pending !== 0) return null;
      if (figure === 0) last.isZeroSince = true;
      pending = figure;
    } else if (unit === undefined) {
      return null;
    } else if (unit < tenThousand) {
      // 十万 says one ten.
      section += (pending ?? 1) * unit;
      pending = null;
      last = { unit, isZeroSince: false };
    } else {
      const counted = section + (pending ?? 0);
      if (counted === 0 && total === 0) return null;
      // 一万亿: what stands before a greater unit is counted in it.
      total = counted === 0 ? total * unit : total + counted * unit;
      section = 0;
      pending = null;
      last = { unit, isZeroSince: false };
    }
  }
  if (pending === null) return total + section;
  // 一万五 is fifteen thousand; 一万零五 and 1万500 are not said so.
  const isShort = last.unit > 10 && !last.isZeroSince && pending < 10 && Number.isInteger(pending);
  return total + section + (isShort ? (pending * last.unit) / 10 : pending);
}
