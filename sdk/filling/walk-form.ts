/** Owns the way through a form's steps: what is judged at each, where it goes on; must not draw or send. */
import { type Field, fieldsOf } from '../../contract/form.ts';
import { bareTitle } from '../form/consents/consent-sentence.ts';
import type { FillingPorts } from '../form/filling.ts';
import { type Errors, type FormState, focusIds } from '../form/form-state.ts';
import { fillIn } from '../words/fill-in.ts';
import { type AgeRow, ageKey } from './age-row.tsx';
import { judgeAnswer, judgeForm, shownIds, type Wording } from './answers.ts';
import { codeKey, type PhoneCode } from './code/phone-code.ts';
import type { Controls } from './controls.ts';
import { type Doubts, doubtKey } from './doubtful-code.tsx';
import type { SubmitForm } from './submit-form.ts';

export interface Walk {
  /** To the next step when this one is right; `send` from the last, when all is. */
  submit(): void;
  back(): void;
  goTo(step: number): void;
  /** Marks or clears one field's error; a blank one is left for the step's end. */
  judge(id: string): void;
  /** Marks what is wrong, shows the first of it and moves focus there. */
  showErrors(errors: Errors): void;
}

export function createWalk(
  { desk, later, emit, focus }: FillingPorts,
  wording: Wording,
  code: PhoneCode,
  controls: Pick<Controls, 'read' | 'isUnreadable'>,
  age: AgeRow,
  doubts: Doubts,
  { send, takeBack }: Pick<SubmitForm, 'send' | 'takeBack'>,
  /** Another step is shown. */
  stepped: () => void,
): Walk {
  /** Something is changed from the review: then the way leads back there, past what is right already. */
  let fromReview = false;
  const leaveFor = (step: number) => {
    const review = desk.state.bundle.form.steps.length;
    fromReview = step < review && (fromReview || desk.state.step === review);
  };
  const goTo = (step: number) => {
    const steps = desk.steps();
    leaveFor(step);
    desk.set({ step, errors: new Map(), banner: '', spoken: '' });
    focus(focusIds.step);
    stepped();
    emit('jinjian:step', { step: steps.indexOf(step) + 1, steps: steps.length });
  };
  const showErrors = (errors: Errors) => {
    const { form } = desk.state.bundle;
    const hasError = (field: Field) => placesOf(field).some((place) => errors.has(place));
    const step = form.steps.findIndex(({ fields }) => fields.some(hasError));
    const inField = fieldsOf(form)
      .flatMap(placesOf)
      .find((place) => errors.has(place));
    const id = inField ?? form.consents.find(({ notice }) => errors.has(notice))?.notice ?? ageKey;
    const first = errors.get(id) ?? '';
    if (inField) leaveFor(step);
    desk.set({
      sending: 'no',
      errors,
      spoken: errors.size > 1 ? fillIn(later.toCorrect, { count: errors.size, first }) : first,
      step: inField ? step : desk.state.step,
    });
    focus(inField ? focusIds.field(id) : focusIds.consent(id));
  };
  return {
    goTo,
    showErrors,
    submit() {
      controls.read();
      const { state } = desk;
      const judged = judgeForm(state, Date.now(), wording);
      const errors = new Map('errors' in judged ? judged.errors : []);
      const here = state.bundle.form.steps[state.step]?.fields ?? [];
      for (const { id } of here) if (controls.isUnreadable(id)) errors.set(id, later.unreadableDate);
      const shown = shownIds(state, Date.now());
      const missing = code.missing(shown);
      if (missing) errors.set(...missing);
      const inView = new Set(here.flatMap(({ id }) => (shown.has(id) ? id : [])));
      const doubt = errors.size > 0 ? null : doubts.unconfirmed(inView);
      if (doubt) errors.set(...doubt);
      const isWrong = (at: number) =>
        state.bundle.form.steps[at]?.fields.flatMap(placesOf).some((place) => errors.has(place));
      const ahead = desk.steps().filter((at) => at > state.step);
      const next = fromReview ? (ahead.find(isWrong) ?? ahead.pop()) : ahead[0];
      if (next !== undefined) {
        const places = here.flatMap(placesOf);
        for (const place of errors.keys()) if (!places.includes(place)) errors.delete(place);
      } else {
        for (const notice of missingConsents(state))
          errors.set(notice.id, fillIn(later.consentMissing, notice));
        if (age.isAsked() && !age.isStated()) errors.set(ageKey, later.age.missing);
      }
      if (errors.size > 0) showErrors(errors);
      else if (next !== undefined) goTo(next);
      else if ('values' in judged) send(judged.values);
    },
    back() {
      controls.read();
      if (desk.state.sending === 'offline') takeBack();
      if (desk.state.sending !== 'no') return;
      const earlier = desk.steps().filter((at) => at < desk.state.step);
      const before = earlier[earlier.length - 1];
      if (before !== undefined) goTo(before);
    },
    judge(id) {
      const { form } = desk.state.bundle;
      const field = fieldsOf(form).find((one) => one.id === id);
      const answer = desk.state.answers.get(id);
      const isUnreadable = controls.isUnreadable(id);
      const wasUnreadable = desk.state.errors.get(id) === later.unreadableDate;
      if (!field || !(answer?.length || isUnreadable || wasUnreadable)) return;
      const error = isUnreadable ? later.unreadableDate : judgeAnswer(field, answer, Date.now(), wording);
      const errors = new Map(desk.state.errors);
      errors.delete(id);
      desk.set(error ? { errors: errors.set(id, error), spoken: error } : { errors });
    },
  };
}

/** Where a field's errors stand. */
function placesOf({ id }: Field): string[] {
  return [id, codeKey(id), doubtKey(id)];
}

function missingConsents({ bundle, ticked }: FormState): { id: string; title: string }[] {
  return bundle.form.consents
    .filter(({ notice, required }) => required && !ticked.has(notice))
    .map(({ notice: id }) => {
      const text = bundle.notices.find((notice) => notice.id === id);
      return { id, title: text ? bareTitle(text) : id };
    });
}
