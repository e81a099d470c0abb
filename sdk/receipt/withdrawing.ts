/** Owns withdrawing in place: the same form that works without script, sent without leaving the page; must not confirm by itself. */
import type { ReceiptPageData } from '../../contract/receipt-page.ts';
import { ask, problemOf } from './ask.ts';
import { byId } from './page-data.ts';
import { refresh } from './page-refresh.ts';

/** One listener for every form, those that a refresh brings included. */
export function takeWithdrawals({ receipt, locale, words }: ReceiptPageData, onChange: () => void): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    event.preventDefault();
    const [button, error] = [form.querySelector('button'), form.querySelector('.error')];
    const input = form.querySelector('input');
    if (!button || !error || !input || button.disabled) return;
    const label = button.textContent;
    button.disabled = true;
    button.textContent = words.sending;
    error.textContent = '';
    ask(`/v1/receipts/${receipt}/withdraw`, { body: { notice: input.value }, locale }).then(
      async (answer) => {
        if (answer.status === 200) {
          // Answered is answered: a page that can't be fetched now is loaded anew.
          if (!(await refresh())) return location.reload();
          byId('said').textContent = words.withdrawn;
          const article = document.getElementById(`notice-${input.value}`);
          if (article) article.focus();
          return onChange();
        }
        button.disabled = false;
        button.textContent = label;
        error.textContent = answer.status === 0 ? words.unreachable : String(problemOf(answer).title);
      },
    );
  });
}
