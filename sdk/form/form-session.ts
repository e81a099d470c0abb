/** Owns one applicant's way through one form: typing, consents, steps; must not know how it is drawn or sent. */
import { fieldsOf } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import type { Answer, Errors } from './answers.ts';
import { bareTitle } from './consents/consent-sentence.ts';
import { type FormDesk, type FormState, focusIds, newFormState } from './form-state.ts';
import { shownSteps, unconditionalIds } from './form-steps.ts';
import type { Filling, SecondPart } from './second-part.ts';
import * as words from './words-zh-cn.ts';

/** What a session needs from where it runs. */
export interface SessionPorts {
  /** Draws at once: focus moves right after. */
  draw(): void;
  /** Moves focus to an element of the form, by id. */
  focus(id: string): void;
  nowMs(): number;
  /** The first key or tick. */
  started(): void;
  /** Another step is shown; both count from 1. */
  stepped(step: number, steps: number): void;
  /** The second part, once it is here, and what it does for this form. */
  part(): SecondPart | null;
  filling(): Filling | null;
  /** Fetches it; false when it can't be reached now. */
  needPart(): Promise<boolean>;
}

export interface FormSession extends FormDesk {
  /** The second part, once it is here. */
  readonly part: SecondPart | null;
  /** Ids of the fields that are asked now. */
  shown(): Set<string>;
  /** Indexes of the steps that are shown now. */
  steps(): number[];
  answer(id: string, answer: Answer): void;
  /** Judges one answer and marks or clears its error; a blank one is left for the step's end. */
  judge(id: string): void;
  /** Flips a consent, for an act of the applicant's own hand only: an event that a script made counts for nothing. */
  tick(notice: string, event: Event): void;
  /** A consent's sentence comes on screen, or leaves it. */
  show(notice: string, sentence: HTMLElement | null): void;
  /** Opens a notice's full text; null closes it. */
  open(notice: string | null): void;
  /** Its full text was read to the end by hand. */
  endSeen(notice: string): void;
  back(): void;
  /** The form's own submit: to the next step, or off to the server from the last. */
  submit(): void;
}

export function createSession(bundle: FormBundle, ports: SessionPorts): FormSession {
  let state = newFormState(bundle);
  let startedAt = '';
  const { focus } = ports;
  const sentences = new Map<string, HTMLElement>();
  const decided = new Set<string>();
  const shown = () => {
    const { form } = state.bundle;
    return ports.part()?.shownIds(form, state.answers, ports.nowMs()) ?? unconditionalIds(form);
  };
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
    const part = ports.part();
    const answer = state.answers.get(id);
    if (!field || !part || !answer?.length) return;
    const error = part.judgeAnswer(field, answer, ports.nowMs());
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

  const submit = () => {
    if (state.sending !== 'no' || state.accepted) return;
    const part = ports.part();
    if (!part) {
      wait();
      return;
    }
    const judged = part.judgeForm(state.bundle.form, state.answers, ports.nowMs());
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
    else if ('values' in judged) ports.filling()?.send(judged.values);
  };
  /** The button was pressed before the second part was here: it is pressed again once it is. */
  const wait = async () => {
    set({ sending: 'wait', banner: '' });
    const isHere = await ports.needPart();
    set({ sending: 'no', banner: isHere ? '' : words.unreachable });
    if (isHere) submit();
  };

  return {
    get state() {
      return state;
    },
    get startedAt() {
      return startedAt;
    },
    get part() {
      return ports.part();
    },
    sentences,
    decided,
    show(notice, sentence) {
      if (sentence) sentences.set(notice, sentence);
      else sentences.delete(notice);
      ports.filling()?.measure(sentences);
    },
    shown,
    steps,
    set,
    judge,
    showErrors,
    answer(id, answer) {
      // What is on its way can't be changed any more; drawing again shows what it was.
      if (state.sending === 'first' || state.sending === 'again') return set({});
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
      decided.add(notice);
      const errors = new Map(state.errors);
      errors.delete(notice);
      set({ ticked, errors });
    },
    endSeen: (notice) => ports.filling()?.endSeen(notice),
    open(open) {
      set({ open });
      if (open !== null && !ports.part())
        ports.needPart().then((isHere) => isHere || set({ open: null, banner: words.unreachable }));
    },
    back() {
      if (state.sending === 'no')
        goTo(
          steps()
            .filter((at) => at < state.step)
            .pop(),
        );
    },
    submit,
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
