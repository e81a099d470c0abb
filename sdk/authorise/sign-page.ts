/** Owns the signing of an authorisation on its page: what is missing, the two choices, their answer; must not judge a text. */

import type { ESigning, Signing } from '../../contract/authorisation.ts';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import type { SigningPage } from '../../contract/signing-page.ts';
import { codeDigits, groupPhone, readCode } from '../filling/typing.ts';
import { offerLargeType } from '../large-type/large-type.ts';
import { forgetSecret, keptSecret } from '../receipt/kept-secret.ts';
import { type Answer, request } from '../send/request.ts';
import { fillIn } from '../words/fill-in.ts';
import { readText } from './read-text.ts';
import { keepReceipt, showReceipt } from './receipt-link.ts';
import { lookForSignature } from './signed-elsewhere.ts';
import { askForCodes } from './signer-code.ts';

/** What the server's page holds. Null where it is not this page, or shows what was decided. */
function partsOf() {
  const by = (id: string) => document.getElementById(id);
  const [form, text, bar, statement, state, said, who, here] = [
    by('sign'),
    by('text'),
    by('bar'),
    by('statement'),
    by('state'),
    by('said'),
    by('who'),
    by('here'),
  ];
  const [grant, refuse] = [by('grant'), by('refuse')];
  if (!form || !text || !bar || !statement || !state || !said || !grant || !refuse || !who || !here)
    return null;
  const confirm = by('confirm');
  return { form, text, bar, statement, state, said, grant, refuse, who, here, confirm, rows: rowsOf(by) };
}

/** The phone and its code; null where no code can be had. */
function rowsOf(by: (id: string) => HTMLElement | null) {
  const [phone, phoneWrong, input, button] = [by('phone'), by('phone-wrong'), by('code'), by('send')];
  const [told, wrong] = [by('code-told'), by('code-wrong')];
  if (!phoneWrong || !told || !wrong) return null;
  if (!(phone instanceof HTMLInputElement && input instanceof HTMLInputElement)) return null;
  return button instanceof HTMLButtonElement ? { phone, phoneWrong, input, button, told, wrong } : null;
}

function refuseScripts(event: Event): void {
  if (event.isTrusted) return;
  event.preventDefault();
  event.stopPropagation();
}

type Parts = NonNullable<ReturnType<typeof partsOf>>;

/** Brings the page to life: what it needs the script for comes into view. */
export function startSigning(): void {
  offerLargeType();
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
  const { rows } = parts;
  let busy = false;
  let failure = '';
  let isConfirmed = false;
  let secret = page.mark === null ? null : keptSecret(page.mark);

  const unsigned = () => {
    if (secret === null && !rows && !page.eSign)
      return page.mark === null ? words.problems.signing_unavailable : words.otherDevice;
    if (reading.secondsLeft() > 0) return fillIn(words.readFirst, { seconds: reading.secondsLeft() });
    if (!reading.isEndSeen()) return words.scrollFirst;
    return isConfirmed || page.traits.length === 0 ? '' : words.confirmFirst;
  };
  const missing = () => unsigned() ?? words.otherProblem;
  const ready = () => (page.eSign ? words.eSign.ready : secret === null ? words.ready : words.readyHere);
  /** On the device that submitted there is nothing to fill in. */
  const drawProof = () => {
    parts.who.hidden = secret !== null;
    parts.here.hidden = secret === null;
  };
  let wasReady = false;
  const draw = () => {
    const first = missing();
    const isReady = first === '';
    parts.grant.setAttribute('aria-disabled', String(!isReady || busy));
    parts.state.textContent = failure || first || ready();
    parts.state.className = failure ? 'wrong' : 'quiet';
    // A countdown read out each second would drown everything: only its end is said.
    if (isReady && !wasReady) say(ready());
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
    if (!rows) return;
    mark(rows.phone, rows.phoneWrong, code === null ? '' : (words.findings[code] ?? words.otherProblem));
    if (code !== null) rows.phone.focus();
  };
  const wrongCode = (sentence: string) => {
    if (rows) mark(rows.input, rows.wrong, sentence);
  };
  const phoneTyped = () => {
    const phone = normalisePhone(rows?.phone.value ?? '');
    const wrong = phone === '' ? 'required' : isMobile(phone) ? null : 'invalid_phone';
    wrongPhone(wrong);
    return wrong === null ? phone : null;
  };
  /** What shows who signs; null after saying what is missing. */
  const proof = (): Pick<Signing, 'phone' | 'code' | 'receiptSecret'> | null => {
    if (secret !== null) return { receiptSecret: secret };
    const phone = phoneTyped();
    if (phone === null) return null;
    const code = readCode(rows?.input.value ?? '');
    if (code.length === codeDigits) return { phone, code };
    wrongCode(words.findings.code_required ?? words.otherProblem);
    rows?.input.focus();
    return null;
  };

  const reading = readText(page.notice, parts.text, parts.statement, parts.bar, () => draw());
  // A script's click confirms nothing, on the box or on its words.
  parts.confirm?.closest('label')?.addEventListener('click', refuseScripts, { capture: true });
  parts.confirm?.addEventListener('click', () => {
    isConfirmed = parts.confirm instanceof HTMLInputElement && parts.confirm.checked;
    draw();
  });
  parts.form.addEventListener('submit', (event) => event.preventDefault());
  if (rows) {
    const { phone } = rows;
    phone.addEventListener('input', () => wrongPhone(null));
    phone.addEventListener('change', () => {
      phone.value = groupPhone(phone.value);
    });
    askForCodes(rows, { page, phone: phoneTyped, wrong: wrongCode, say });
  }

  const decide = async (signing: Signing, saying: string) => {
    busy = true;
    failure = '';
    say(saying);
    draw();
    parts.state.textContent = saying;
    const answer = await post('decide', signing);
    busy = false;
    answered(answer);
  };
  const post = (path: string, body: object) =>
    request(`/v1/authorisations/${page.id}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': page.locale },
      body: JSON.stringify(body),
    });

  /** Off to the provider's page. What is decided there, the server asks it. */
  const goAndSign = async (signing: ESigning) => {
    busy = true;
    failure = '';
    say(words.eSign.going);
    draw();
    parts.state.textContent = words.eSign.going;
    const answer = await post('e-signature', signing);
    busy = false;
    const { url } = Object(answer?.body);
    if (answer?.status === 200 && typeof url === 'string' && /^https?:/.test(url)) location.assign(url);
    else answered(answer);
  };

  /** What was decided, here or elsewhere, and what has ended is the server's to show. */
  const answered = (answer: Answer | null) => {
    const { code = '', errors: [found] = [] } = Object(answer?.body);
    if (answer?.status === 200) keepReceipt(Object(answer.body).receipt?.id);
    if (answer?.status === 200 || code === 'authorisation_decided' || code === 'link_gone') {
      location.reload();
      return;
    }
    if (code === 'invalid_values' && found?.path === 'receiptSecret' && page.mark !== null) {
      // Not this application's: then it is signed as on any other device.
      forgetSecret(page.mark);
      secret = null;
      drawProof();
      draw();
    } else if (code === 'invalid_values' && found?.path === 'phone') {
      wrongPhone(String(found.code));
      draw();
    } else if (code === 'invalid_values' && rows) {
      wrongCode(words.findings[String(found?.code)] ?? words.otherProblem);
      rows.input.focus();
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
    if (page.eSign) {
      const presentation = { ...reading.read(), trusted: event.isTrusted };
      goAndSign({ digest: page.notice.digest, presentation, confirmed: page.traits });
      return;
    }
    const shown = proof();
    if (shown === null) return;
    decide(
      {
        decision: 'granted',
        digest: page.notice.digest,
        presentation: { ...reading.read(), trusted: event.isTrusted },
        confirmed: page.traits,
        ...shown,
      },
      words.signing,
    );
  });
  parts.refuse.addEventListener('click', (event) => {
    if (!event.isTrusted || busy) return;
    const presentation = { ...reading.read(), trusted: event.isTrusted };
    decide({ decision: 'refused', digest: page.notice.digest, presentation }, words.refusing);
  });
  if (page.eSign) {
    lookForSignature(() => post('e-signature/check', {}), {
      checking: () => fail(words.eSign.checking),
      decided: answered,
      unsigned: () => fail(words.eSign.unsigned),
    });
  }
  drawProof();
  draw();
}
