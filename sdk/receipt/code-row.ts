/** Owns the code by which a person shows that the phone is theirs: asked for, counted down, typed; must not use it. */
import type { ReceiptPageData } from '../../contract/receipt-page.ts';
import { ask } from './ask.ts';
import { canBeMobile } from './own-mobile.ts';
import { byId, say } from './page-data.ts';

/** Between two codes, unless the server says otherwise. */
const apartSeconds = 60;

export interface CodeRow {
  /** Shown where nothing better proves who it is. */
  show(isShown: boolean): void;
  /** As typed; null while it is not whole, after saying so. */
  typed(): string | null;
}

/**
 * Null where the tenant sends no codes.
 * @param failure words for an answer that is no success
 */
export function codeRow(
  { receipt, locale, words }: ReceiptPageData,
  failure: (answer: { status: number; text: string; retryAfter: number }) => string,
): CodeRow | null {
  const input = document.getElementById('code');
  const phone = document.getElementById('phone');
  if (!(input instanceof HTMLInputElement && phone instanceof HTMLInputElement)) return null;
  const [button, told, error] = [byId('send'), byId('code-told'), byId('phone-error')];
  const label = button.textContent;
  let untilMs = 0;
  let isBusy = false;
  const draw = () => {
    const seconds = Math.ceil((untilMs - Date.now()) / 1000);
    button.setAttribute('aria-disabled', String(isBusy || seconds > 0));
    button.textContent = isBusy ? words.sending : seconds > 0 ? say(words.codeAgain, { seconds }) : label;
    if (seconds > 0) setTimeout(draw, 1000);
  };
  button.addEventListener('click', async () => {
    if (isBusy || untilMs > Date.now()) return;
    error.textContent = '';
    const number = phone.value.trim();
    if (!canBeMobile(number)) {
      error.textContent = words.phoneFirst;
      return phone.focus();
    }
    isBusy = true;
    draw();
    const answer = await ask(`/v1/receipts/${receipt}/codes`, { body: { phone: number }, locale });
    isBusy = false;
    if (answer.status === 202) {
      untilMs = Date.now() + apartSeconds * 1000;
      told.textContent = say(words.codeSent, { phone: number });
      input.focus();
    } else {
      untilMs = Date.now() + answer.retryAfter * 1000;
      error.textContent = failure(answer);
    }
    draw();
  });
  return {
    show(isShown) {
      byId('code-row').hidden = !isShown;
      byId('here').hidden = isShown;
    },
    typed() {
      const [code = ''] = /^\d{6}$/.exec(input.value.trim()) ?? [];
      if (code !== '') return code;
      error.textContent = words.codeFirst;
      input.focus();
      return null;
    },
  };
}
