/** Owns one applicant's way through one form: typing, consents, steps; must not know how it is drawn or sent. */
import { chinaDateAt } from '../../contract/fields/date.ts';
import { isBlank } from '../../contract/fields/judge-field.ts';
import { fieldsOf, type Values } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { type Answer, type Errors, judgeAnswer, judgeForm, shownIds, shownSteps } from './answers.ts';
import { bareTitle } from './consents/consent-sentence.ts';
import type { PresentationMeter } from './consents/presentation-meter.ts';
import { type FormState, focusIds, newFormState } from './form-state.ts';
import * as words from './words-zh-cn.ts';

/** What a session needs from where it runs. */
export interface SessionPorts {
  meter: PresentationMeter;
  /** Draws at once: focus moves right after. */
  draw(): void;
  /** Moves focus to an element of the form, by id. */
  focus(id: string): void;
  nowMs(): number;
  /** The first key or tick. */
  started(): void;
  /** Another step is shown; both count from 1. */
  stepped(step: number, steps: number): void;
  /** All is valid and agreed: off it goes. */
  send(values: Values): void;
}

export interface FormSession {
  readonly state: FormState;
  readonly meter: PresentationMeter;
  /** RFC 3339 time of the first key or tick; '' while untouched. */
  readonly startedAt: string;
  /** Ids of the fields that are asked now. */
  shown(): Set<string>;
  /** Indexes of the steps that are shown now. */
  steps(): number[];
  answer(id: string, answer: Answer): void;
  /** Judges one answer and marks or clears its error; a blank one is left for the step's end. */
  judge(id: string): void;
  /** Flips a consent, for an act of the applicant's own hand only: an event that a script made counts for nothing. */
  tick(notice: string, event: Event): void;
  /** Opens a notice's full text; null closes it. */
  open(notice: string | null): void;
  back(): void;
  /** The form's own submit: to the next step, or off to the server from the last. */
  submit(): void;
  /** Marks what is wrong, shows the first of it and moves focus there. */
  showErrors(errors: Errors): void;
  set(change: Partial<FormState>): void;
}

export function createSession(bundle: FormBundle, ports: SessionPorts): FormSession {
  let state = newFormState(bundle);
  let startedAt = '';
  const { meter, focus } = ports;
  const today = () => chinaDateAt(ports.nowMs());
  const shown = () => shownIds(state.bundle.form, state.answers, today());
  const steps = () => shownSteps(state.bundle.form, shown());

  const set = (change: Partial<FormState>) => {
    state = { ...state, ...change };
    ports.draw();
  };
  const start = () => {
    if (startedAt) return;
    startedAt = new Date(ports.nowMs()).toISOString();
    ports.started();
  };
  const goTo = (step: number | undefined) => {
    if (step === undefined) return;
    const at = steps().indexOf(step) + 1;
    set({ step, errors: new Map(), banner: '', spoken: '' });
    focus(focusIds.step);
    ports.stepped(at, steps().length);
  };
  const judge = (id: string) => {
    const field = fieldsOf(state.bundle.form).find((one) => one.id === id);
    const answer = state.answers.get(id);
    if (!field || isBlank(answer)) return;
    const error = judgeAnswer(field, answer, today());
    const errors = new Map(state.errors);
    errors.delete(id);
    set(error ? { errors: errors.set(id, error), spoken: error } : { errors });
  };
  const showErrors = (errors: Errors) => {
    const { form } = state.bundle;
    const step = form.steps.findIndex(({ fields }) => fields.some(({ id }) => errors.has(id)));
    const field = fieldsOf(form).find(({ id }) => errors.has(id));
    const id = field ? field.id : (form.consents.find(({ notice }) => errors.has(notice))?.notice ?? '');
    set({
      sending: 'no',
      errors,
      spoken: words.toCorrect(errors.size, errors.get(id) ?? ''),
      step: field ? step : state.step,
    });
    focus(field ? focusIds.field(id) : focusIds.consent(id));
  };

  return {
    get state() {
      return state;
    },
    get startedAt() {
      return startedAt;
    },
    meter,
    shown,
    steps,
    set,
    judge,
    showErrors,
    answer(id, answer) {
      start();
      set({ answers: new Map(state.answers).set(id, answer) });
      // A field already marked wrong is judged at each key, so that the mark goes as soon as it is right.
      if (state.errors.has(id)) judge(id);
    },
    tick(notice, event) {
      if (!event.isTrusted || state.sending !== 'no') {
        event.preventDefault();
        return;
      }
      start();
      const ticked = new Set(state.ticked);
      if (!ticked.delete(notice)) ticked.add(notice);
      meter.decided(notice, event.isTrusted);
      const errors = new Map(state.errors);
      errors.delete(notice);
      set({ ticked, errors });
    },
    open: (open) => set({ open }),
    back() {
      if (state.sending === 'no')
        goTo(
          steps()
            .filter((at) => at < state.step)
            .pop(),
        );
    },
    submit() {
      if (state.sending !== 'no' || state.accepted) return;
      const judged = judgeForm(state.bundle.form, state.answers, today());
      const errors = new Map('errors' in judged ? judged.errors : []);
      const later = steps().find((at) => at > state.step);
      if (later !== undefined) {
        const here = state.bundle.form.steps[state.step]?.fields ?? [];
        for (const id of errors.keys()) if (!here.some((field) => field.id === id)) errors.delete(id);
      } else {
        for (const [notice, error] of missingConsents(state)) errors.set(notice, error);
      }
      if (errors.size > 0) showErrors(errors);
      else if (later !== undefined) goTo(later);
      else if ('values' in judged) ports.send(judged.values);
    },
  };
}

function missingConsents({ bundle, ticked }: FormState): [notice: string, error: string][] {
  return bundle.form.consents
    .filter(({ notice, required }) => required && !ticked.has(notice))
    .map(({ notice }) => {
      const text = bundle.notices.find(({ id }) => id === notice);
      return [notice, words.consentMissing(text ? bareTitle(text) : notice)];
    });
}
