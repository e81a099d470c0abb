/** Owns one applicant's way into one form: what is typed, ticked and opened; must not know how it is drawn, judged or sent. */
import { fieldsOf } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import type { FirstWords } from '../words/first-words.ts';
import type { Filling } from './filling.ts';
import { type Answer, type FormDesk, type FormState, newFormState } from './form-state.ts';
import { shownSteps, unconditionalIds } from './form-steps.ts';

/** What a session needs from where it runs. */
export interface SessionPorts {
  /** The form's own words; more of them once the filling part is here. */
  words(): FirstWords;
  /** Draws at once: focus moves right after. */
  draw(): void;
  nowMs(): number;
  /** The first key or tick. */
  started(): void;
  /** What the filling part does for this form, once it is here. */
  filling(): Filling | null;
  /** Fetches it; false when it can't be reached now. */
  needFilling(): Promise<boolean>;
}

export interface FormSession extends FormDesk {
  /** What the filling part does for this form, once it is here. */
  readonly filling: Filling | null;
  /** Ids of the fields that are asked now. */
  shown(): Set<string>;
  /** A consent's sentence comes on screen, or leaves it. */
  show(notice: string, sentence: HTMLElement | null): void;
  /** Large type, or the usual one again. */
  enlarge(): void;
  /** The form's own submit: to the next step, or off to the server from the last. */
  submit(): void;
}

export function createSession(bundle: FormBundle, ports: SessionPorts): FormSession {
  const { filling } = ports;
  let state = newFormState(bundle);
  let startedAt = '';
  const sentences = new Map<string, HTMLElement>();
  const decided = new Set<string>();
  const shown = () => filling()?.shown() ?? unconditionalIds(state.bundle.form);

  const set = (change: Partial<FormState>) => {
    state = { ...state, ...change };
    ports.draw();
  };
  const start = () => {
    if (startedAt) return;
    startedAt = new Date(ports.nowMs()).toISOString();
    ports.started();
  };
  const open = async (notice: string | null) => {
    set({ open: notice });
    if (notice && !filling() && !(await ports.needFilling()))
      set({ open: null, banner: ports.words().unreachable });
  };
  const submit = async () => {
    const here = filling();
    if (state.sending !== 'no' || state.accepted) return;
    if (here) {
      here.submit();
      return;
    }
    // The button was pressed before the filling part was here: it is pressed again once it is.
    set({ sending: 'wait', banner: '' });
    const isHere = await ports.needFilling();
    set({ sending: 'no', banner: isHere ? '' : ports.words().unreachable });
    if (isHere) submit();
  };

  return {
    get state() {
      return state;
    },
    get startedAt() {
      return startedAt;
    },
    get filling() {
      return filling();
    },
    get words() {
      return ports.words();
    },
    sentences,
    decided,
    shown,
    steps: () => shownSteps(state.bundle.form, shown()),
    set,
    open,
    submit,
    async enlarge() {
      if (await ports.needFilling()) filling()?.enlarge();
    },
    show(notice, sentence) {
      if (sentence) sentences.set(notice, sentence);
      else sentences.delete(notice);
      filling()?.measure(sentences);
    },
    answer(id, answer) {
      // What is on its way can't be changed any more; drawing again shows what it was.
      if (state.sending !== 'no' && state.sending !== 'wait') return set({});
      start();
      set({ answers: new Map(state.answers).set(id, answer) });
      filling()?.changed(id);
    },
    fill(values) {
      const answers = new Map(state.answers);
      // Own members, since a page may have added some to every object.
      const given = new Map(Object.entries(values));
      for (const { id } of fieldsOf(state.bundle.form)) {
        const value = given.get(id);
        if (value != null && !answers.has(id)) answers.set(id, answerOf(value));
      }
      set({ answers });
    },
    tick(notice, event) {
      const text = state.bundle.notices.find(({ id }) => id === notice);
      const mustRead = text && !state.ticked.has(notice) && filling()?.mustRead(text);
      if (!event.isTrusted || state.sending !== 'no' || mustRead) {
        event.preventDefault();
        if (mustRead) open(notice);
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
  };
}

function answerOf(value: unknown): Answer {
  return Array.isArray(value) ? value.map(String) : String(value);
}
