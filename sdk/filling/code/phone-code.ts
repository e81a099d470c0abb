/** Owns the proof of a phone number by a code: asked for, counted down, typed, void once the number changes; must not draw it. */
import { normalisePhone } from '../../../contract/fields/phone.ts';
import { type Field, fieldsOf } from '../../../contract/form.ts';
import type { FillingPorts } from '../../form/filling.ts';
import { focusIds } from '../../form/form-state.ts';
import { type Answer, request } from '../../send/request.ts';
import type { Proof } from '../../send/send-submission.ts';
import { readRefused } from '../../send/submission-answer.ts';
import { fillIn } from '../../words/fill-in.ts';
import { judgeAnswer, type Wording } from '../answers.ts';
import { problemSentence } from '../problem-sentence.ts';
import { codeDigits, groupPhone, readCode } from '../typing.ts';
import { awaitCode } from './one-time-code.ts';

/** Where a phone field's code has its error; no field id holds a dot. */
export function codeKey(field: string): string {
  return `${field}.code`;
}

function isChallenged(answer: Answer | null): boolean {
  return Object(answer?.body).code === 'challenge_failed';
}

/** Between two codes, unless the server says otherwise. */
const apartSeconds = 60;

export interface PhoneCode {
  /** True for the field whose number is proved: the first that asks for it, since a submission holds one code. */
  isFor(field: Field): boolean;
  /** As typed; never kept anywhere else. */
  readonly typed: string;
  type(text: string): void;
  /** A code is being asked for. */
  readonly busy: boolean;
  /** The number as it is said, once a code is on its way to it; '' before. */
  readonly sentTo: string;
  /** Seconds until there can be another code for the number that stands there now; 0 when there can be one. */
  secondsLeft(): number;
  /** Asks the server for a code. */
  send(): void;
  /** A field's answer changed. */
  changed(id: string): void;
  /** A key and a sentence for the error when the number is there and its code is not. */
  missing(shown: ReadonlySet<string>): [key: string, sentence: string] | null;
  /** No more waiting for a message. */
  stop(): void;
  /** What was typed has done its work. */
  forget(): void;
}

export function createPhoneCode(ports: FillingPorts, wording: Wording, proof: Proof): PhoneCode {
  const { desk, config, later, focus } = ports;
  let typed = '';
  let busy = false;
  /** The number that was asked for last, and whether a code went there. */
  let asked = { phone: '', sent: false, untilMs: 0 };
  let timer: ReturnType<typeof setInterval> | undefined;
  let stopWaiting = () => {};

  const field = () =>
    fieldsOf(desk.state.bundle.form).find((one) => one.kind === 'phone' && one.verify === 'sms');
  const phoneOf = (id: string) => normalisePhone(String(desk.state.answers.get(id) ?? ''));
  const isSame = () => asked.phone !== '' && asked.phone === phoneOf(field()?.id ?? '');
  const secondsLeft = () => (isSame() ? Math.max(0, Math.ceil((asked.untilMs - Date.now()) / 1000)) : 0);
  const setError = (key: string, sentence: string) => {
    const errors = new Map(desk.state.errors);
    errors.delete(key);
    desk.set(sentence ? { errors: errors.set(key, sentence), spoken: sentence } : { errors });
  };
  const type = (text: string) => {
    if (desk.state.sending !== 'no') return desk.set({});
    typed = readCode(text);
    setError(codeKey(field()?.id ?? ''), '');
  };
  const stop = () => {
    stopWaiting();
    clearInterval(timer);
  };
  const countDown = () => {
    clearInterval(timer);
    timer = setInterval(() => {
      if (secondsLeft() === 0) clearInterval(timer);
      desk.set({});
    }, 1000);
  };

  const ask = async (phone: string): Promise<Answer | null> => {
    const challenge = await proof.payload().catch(() => undefined);
    return request(`${config.base}/v1/t/${config.tenant}/codes`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ phone, form: config.form, challenge }),
    });
  };

  /** What the server answered, at the place that it is about. */
  const answered = (id: string, phone: string, answer: Answer | null) => {
    const { code = 'code_not_sent', errors: [found] = [] } = Object(answer?.body);
    // What it says is about a submission.
    const problemCode = isChallenged(answer) ? 'code_not_sent' : code;
    const sent = answer?.status === 202;
    const wait = sent ? apartSeconds : answer?.status === 429 ? (answer.retryAfter ?? apartSeconds) : 0;
    busy = false;
    asked = { phone, sent, untilMs: Date.now() + wait * 1000 };
    if (wait > 0) countDown();
    if (sent) {
      stopWaiting();
      stopWaiting = awaitCode(type);
      setError(codeKey(id), '');
      desk.set({ spoken: fillIn(later.code.sent, { phone: groupPhone(phone) }) });
      focus(focusIds.field(codeKey(id)));
    } else if (answer?.status === 422) {
      setError(id, String(found?.message ?? wording.findings.invalid_phone));
      focus(focusIds.field(id));
    } else {
      const refused = readRefused(answer);
      const known = later.problems[answer ? problemCode : 'unreachable'] ? problemCode : 'code_not_sent';
      const problem = { ...refused, code: answer ? known : 'unreachable' };
      setError(codeKey(id), wait > 0 ? later.code.tooOften : problemSentence(problem, later));
    }
  };

  return {
    isFor: (one) => one.id === field()?.id,
    get typed() {
      return typed;
    },
    get busy() {
      return busy;
    },
    get sentTo() {
      return asked.sent && isSame() ? groupPhone(asked.phone) : '';
    },
    type,
    secondsLeft,
    stop,
    async send() {
      const one = field();
      if (!one || busy || secondsLeft() > 0 || desk.state.sending !== 'no') return;
      const { id } = one;
      const phone = phoneOf(id);
      const wrong = judgeAnswer(one, phone, Date.now(), wording) ?? (phone ? '' : later.code.help);
      setError(id, wrong);
      if (wrong) return focus(focusIds.field(id));
      busy = true;
      desk.set({ spoken: later.code.sending });
      let answer = await ask(phone);
      if (isChallenged(answer)) {
        // Each sum is good for one code: another is worked out. The form's own may still go with the submission.
        proof.renew();
        answer = await ask(phone);
      }
      answered(id, phone, answer);
    },
    changed(id) {
      if (id !== field()?.id || isSame()) return;
      typed = '';
      setError(codeKey(id), '');
    },
    missing(shown) {
      const id = field()?.id ?? '';
      if (!shown.has(id) || !phoneOf(id) || typed.length === codeDigits) return null;
      return [codeKey(id), wording.findings.code_required ?? ''];
    },
    forget() {
      stop();
      typed = '';
      asked = { phone: '', sent: false, untilMs: 0 };
    },
  };
}
