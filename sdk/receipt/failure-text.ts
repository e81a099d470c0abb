/** Owns what a refused call says to the person, in the page's language; must not know what was asked. */
import type { ReceiptPageWords } from '../../contract/receipt-page.ts';
import { type Answered, problemOf } from './ask.ts';
import { say } from './page-data.ts';

export function failureText(answer: Answered, words: ReceiptPageWords): string {
  if (answer.status === 0) return words.unreachable;
  if (answer.status === 429) return say(words.tooMany, { minutes: Math.ceil(answer.retryAfter / 60) });
  const { title, errors } = problemOf(answer);
  // Of a code or a number the finding says more.
  const [found] = answer.status === 422 && Array.isArray(errors) ? errors : [];
  return String(Object(found).message ?? title ?? words.unreachable);
}
