/** Owns the asking for a code on an authorisation's page, with its countdown; must not know what the code proves. */
import type { SigningPage } from '../../contract/signing-page.ts';
import { awaitCode } from '../filling/code/one-time-code.ts';
import { groupPhone, readCode } from '../filling/typing.ts';
import { request } from '../send/request.ts';
import { fillIn } from '../words/fill-in.ts';

/** Between two codes, unless the server says otherwise. */
const apartSeconds = 60;

export interface CodeRow {
  input: HTMLInputElement;
  button: HTMLButtonElement;
  told: HTMLElement;
}

interface Ports {
  page: SigningPage;
  /** The phone as typed, or null after saying what is wrong with it. */
  phone: () => string | null;
  /** Says something beside the code. */
  wrong: (sentence: string) => void;
  say: (sentence: string) => void;
}

export function askForCodes(row: CodeRow, { page, phone, wrong, say }: Ports): void {
  const { words } = page;
  let untilMs = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let busy = false;
  let stopWaiting = () => {};
  const secondsLeft = () => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000));
  const draw = () => {
    const seconds = secondsLeft();
    row.button.setAttribute('aria-disabled', String(busy || seconds > 0));
    row.button.textContent = busy
      ? words.code.sending
      : seconds > 0
        ? fillIn(words.code.again, { seconds })
        : untilMs > 0
          ? words.code.resend
          : words.code.send;
    if (seconds === 0) clearInterval(timer);
  };
  const wait = (seconds: number) => {
    untilMs = Date.now() + seconds * 1000;
    clearInterval(timer);
    timer = setInterval(draw, 1000);
  };
  let isComposing = false;
  const type = (text: string) => {
    const digits = readCode(text);
    // An input method puts its text in a second time where the value changes under it; what is sent is read anew.
    if (!isComposing && row.input.value !== digits) row.input.value = digits;
  };
  const typed = () => {
    type(row.input.value);
    wrong('');
  };
  const compose = () => {
    isComposing = true;
  };
  const settle = () => {
    isComposing = false;
    typed();
  };
  row.input.addEventListener('input', typed);
  row.input.addEventListener('compositionstart', compose);
  row.input.addEventListener('compositionupdate', compose);
  for (const end of ['compositionend', 'blur'])
    row.input.addEventListener(end, () => isComposing && settle());
  row.button.addEventListener('click', async () => {
    if (busy || secondsLeft() > 0) return;
    const number = phone();
    if (number === null) return;
    busy = true;
    draw();
    const answer = await request(`/v1/authorisations/${page.id}/codes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': page.locale },
      body: JSON.stringify({ phone: number }),
    });
    busy = false;
    if (answer?.status === 202) {
      wait(apartSeconds);
      stopWaiting();
      stopWaiting = awaitCode(type);
      const sent = fillIn(words.code.sent, { phone: groupPhone(number) });
      row.told.textContent = sent;
      wrong('');
      say(sent);
      row.input.focus();
    } else if (answer?.status === 429) {
      wait(answer.retryAfter ?? apartSeconds);
      wrong(words.code.tooOften);
    } else {
      wrong((answer ? undefined : words.problems.unreachable) ?? words.otherProblem);
    }
    draw();
  });
  draw();
}
