/** Owns finding numbers that are sensitive whatever they were asked as: identity and bank card numbers (GB/T 45574-2025). */
import { birthDateOf } from './fields/id-number.ts';

const idLength = 18;
const shortestCard = 15;
const longestCard = 19;
/** UnionPay, the cards of before 2014 without its prefix, Visa, Mastercard, JCB, American Express, by ISO/IEC 7812. */
const cardPrefix = /^(?:62|60|955|4|5[1-5]|2[2-7]|35|3[47])/;
/** What may stand between two groups of a number: three signs or spaces at most. */
const mostBetween = 3;
const between = /^[\s\p{P}|~]*$/u;
/** A card in groups has short ones, or its last part in one piece; a phone number beside an amount is neither. */
const [longestGroup, restOfCard] = [6, 13];
const hanDigits = '零一二三四五六七八九';

/** True when a value holds an 18-digit identity number or a bank card number, written in one piece or in groups. */
export function holdsSensitiveNumber(value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  // Most values are too short, or hold no figure at all.
  if (text.length < shortestCard || !/[\p{N}零一二三四五六七八九]/u.test(text)) return false;
  return groupedDigits(withPlainDigits(text)).some(holdsIn);
}

/** Full-width, circled and Han digits as 0 to 9. */
function withPlainDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/〇/g, '0')
    .replace(/[零一二三四五六七八九]/g, (sign) => String(hanDigits.indexOf(sign)));
}

/** Groups of digits, the last with its X, by the numbers that they could be parts of. */
function groupedDigits(text: string): string[][] {
  const runs: string[][] = [];
  const groups = /\d+[xX]?|[xX]/g;
  let end = Number.NEGATIVE_INFINITY;
  for (let group = groups.exec(text); group !== null; group = groups.exec(text)) {
    const follows = group.index - end <= mostBetween && between.test(text.slice(end, group.index));
    if (follows) runs[runs.length - 1]?.push(group[0]);
    else runs.push([group[0]]);
    end = groups.lastIndex;
  }
  return runs;
}

function holdsIn(groups: readonly string[]): boolean {
  return groups.some((group, at) => {
    if (holdsIdNumber(group)) return true;
    let joined = '';
    let isGrouped = true;
    for (const next of groups.slice(at, at + longestCard)) {
      isGrouped &&= next.length <= longestGroup || next.length === restOfCard;
      joined += next;
      if (joined.length > longestCard) return false;
      if (isIdNumber(joined) || ((isGrouped || joined === next) && isCardNumber(joined))) return true;
    }
    return false;
  });
}

/** Digits of other things may stand before and after it without a sign between. */
function holdsIdNumber(digits: string): boolean {
  for (let start = 0; start + idLength <= digits.length; start += 1) {
    if (isIdNumber(digits.slice(start, start + idLength))) return true;
  }
  return false;
}

function isIdNumber(text: string): boolean {
  const birth = text.length === idLength ? birthDateOf(text.toUpperCase()) : null;
  return birth !== null && birth > '1900' && birth < '2100';
}

function isCardNumber(digits: string): boolean {
  const isLong = digits.length >= shortestCard && digits.length <= longestCard;
  if (!isLong || !cardPrefix.test(digits) || digits.endsWith('X') || digits.endsWith('x')) return false;
  const sum = [...digits].reverse().reduce((total, sign, at) => {
    const digit = Number(sign) * (at % 2 === 0 ? 1 : 2);
    return total + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}
