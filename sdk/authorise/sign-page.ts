/** Owns the signing of an authorisation on its page: what is missing, the two choices, their answer; must not judge a text. */

import type { Signing } from '../../contract/authorisation.ts';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import type { SigningPage } from '../../contract/signing-page.ts';
import { groupPhone } from '../filling/typing.ts';
import { type Answer, request } from '../send/request.ts';
import { fillIn } from '../words/fill-in.ts';
import { readText } from './read-text.ts';
import { keepReceipt, showReceipt } from './receipt-link.ts';
import { askForCodes } from './signer-code.ts';

/** What the server's page holds. Null where it is not this page, or shows what was decided. */
function partsOf() {
  const by = (id: string) => document.getElementById(id);
  const [form, text, bar, statement, state, said, phone, phoneWrong] = [
    by('sign'),
    by('text'),
    by('bar'),
    by('statement'),
    by('state'),
    by('said'),
    by('phone'),
    by('phone-wrong'),
  ];
  const [grant, refuse, code, codeTold, codeWrong, send] = [
    by('grant'),
    by('refuse'),
    by('code'),
    by('code-told'),
    by('code-wrong'),
    by('send'),
  ];
  if (!form || !text || !bar || !statement || !state || !said || !grant || !refuse || !phoneWrong)
    return null;
  if (!(phone instanceof HTMLInputElement)) return null;
  const row =
    code instanceof HTMLInputElement && send instanceof HTMLButtonElement && codeTold && codeWrong
      ? { input: code, button: send, told: codeTold, wrong: codeWrong }
      : null;
  return { form, text, bar, statement, state, said, grant, refuse, phone, phoneWrong, row };
}

type Parts = NonNullable<ReturnType<typeof partsOf>>;

/** Brings the page to life: what it needs the script for comes into view. */
export function startSigning(): void {
  showReceipt();
  const parts = partsOf();
  if (!parts) return;
  const page: SigningPage = JSON.parse(parts.form.dataset.page ?? '{}');
  parts.form.hidden = false;
  parts.bar.hidden = false;
  run(parts, page);
}

function run(parts: Parts, page: SigningPage): void {
  const { words } = page;
  let busy = false;
  let failure = '';

  const missing = () =>
    reading.secondsLeft() > 0
      ? fillIn(words.readFirst, { seconds: reading.secondsLeft() })
      : reading.isEndSeen()
        ? ''
        : words.scrollFirst;
  let wasReady = false;
  const draw = () => {
    const first = missing();
    const isReady = first === '';
    parts.grant.setAttribute('aria-disabled', String(!isReady || busy));
    parts.state.textContent = failure || first || words.ready;
    parts.state.className = failure ? 'wrong' : 'quiet';
    // A countdown read out each second would drown everything: only its end is said.
    if (isReady && !wasReady) say(words.ready);
    wasReady = isReady;
  };
  const say = (sentence: string) => {
    parts.said.textContent = sentence;
  };
  const fail = (sentence: string) => {
    failure = sentence;
    say(sentence);
    draw();
  };
  const mark = (input: HTMLInputElement, told: HTMLElement, sentence: string) => {
    told.textContent = sentence;
    if (sentence) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  const wrongPhone = (code: string | null) => {
    mark(parts.phone, parts.phoneWrong, code === null ? '' : (words.findings[code] ?? words.otherProblem));
    if (code !== null) parts.phone.focus();
  };
  const wrongCode = (sentence: string) => {
    if (parts.row) mark(parts.row.input, parts.row.wrong, sentence);
  };
  const phoneTyped = () => {
    const phone = normalisePhone(parts.phone.value);
    const wrong = phone === '' ? 'required' : isMobile(phone) ? null : 'invalid_phone';
    wrongPhone(wrong);
    return wrong === null ? phone : null;
  };

  const reading = readText(page.notice, parts.text, parts.statement, parts.bar, () => draw());
  parts.phone.addEventListener('input', () => wrongPhone(null));
  parts.phone.addEventListener('change', () => {
    parts.phone.value = groupPhone(parts.phone.value);
  });
  parts.form.addEventListener('submit', (event) => event.preventDefault());
  if (parts.row) askForCodes(parts.row, { page, phone: phoneTyped, wrong: wrongCode, say });

  const decide = async (signing: Signing, saying: string) => {
    busy = true;
    failure = '';
    say(saying);
    draw();
    parts.state.textContent = saying;
    const answer = await request(`/v1/authorisations/${page.id}/decide`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': page.locale },
      body: JSON.stringify(signing),
    });
    busy = false;
    answered(answer);
  };

  /** What was decided, here or elsewhere, and what has ended is the server's to show. */
  const answered = (answer: Answer | null) => {
    const { code = '', errors: [found] = [] } = Object(answer?.body);
    if (answer?.status === 200) keepReceipt(Object(answer.body).receipt?.id);
    if (answer?.status === 200 || code === 'authorisation_decided' || code === 'link_gone') {
      location.reload();
      return;
    }
    if (code === 'invalid_values' && found?.path === 'phone') {
      wrongPhone(String(found.code));
      draw();
    } else if (code === 'invalid_values' && parts.row) {
      wrongCode(words.findings[String(found?.code)] ?? words.otherProblem);
      parts.row.input.focus();
      draw();
    } else {
      const minutes = Math.ceil((answer?.retryAfter ?? 60) / 60);
      const sentence = words.problems[answer ? code : 'unreachable'] ?? words.otherProblem;
      fail(fillIn(sentence, { minutes }));
    }
  };

  parts.grant.addEventListener('click', (event) => {
    if (!event.isTrusted || busy) return;
    const first = missing();
    if (first !== '') return say(first);
    const phone = phoneTyped();
    if (phone === null) return;
    const code = parts.row?.input.value ?? '';
    if (parts.row && code.length !== 6) {
      wrongCode(words.findings.code_required ?? words.otherProblem);
      return parts.row.input.focus();
    }
    decide(
      {
        decision: 'granted',
        digest: page.notice.digest,
        presentation: { ...reading.read(), trusted: event.isTrusted },
        phone,
        ...(parts.row && { phoneCode: code }),
      },
      words.signing,
    );
  });
  parts.refuse.addEventListener('click', (event) => {
    if (!event.isTrusted || busy) return;
    const presentation = { ...reading.read(), trusted: event.isTrusted };
    decide({ decision: 'refused', digest: page.notice.digest, presentation }, words.refusing);
  });
  draw();
}
