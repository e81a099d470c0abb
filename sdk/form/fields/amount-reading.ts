/** Owns how an amount is read in a language's units; must not know whose it is. */
import type { FirstWords } from '../../words/first-words.ts';

/** Whole yuan as it is said: `20万元`, `1.5亿元`, `8000元`, or `¥200,000`. No digit is lost. */
export function amountReading(sum: number, amount: FirstWords['amount'], yuan: string): string {
  if ('sign' in amount) return amount.sign + sum.toLocaleString('en');
  const unit = sum >= 1e8 ? 1e8 : sum >= 1e4 ? 1e4 : 1;
  // 15 significant digits hold every whole yuan and drop what binary division adds.
  return `${Number((sum / unit).toPrecision(15))}${unit === 1e8 ? amount.yi : unit === 1e4 ? amount.wan : ''}${yuan}`;
}
