/** Owns what one form shows at one moment; must not know how it changes or is drawn. */
import type { Accepted, FormBundle } from '../../contract/submission.ts';
import type { Answers, Errors } from './answers.ts';

export interface FormState {
  bundle: FormBundle;
  /** Index into the form's steps. */
  step: number;
  answers: Answers;
  errors: Errors;
  /** Ids of the notices ticked by hand. */
  ticked: ReadonlySet<string>;
  /** `wait` while the second part is still on its way. */
  sending: 'no' | 'wait' | 'first' | 'again';
  /** Said above the button: why sending stopped, what to do. */
  banner: string;
  /** Said to screen readers only. */
  spoken: string;
  /** The notice whose full text is open. */
  open: string | null;
  accepted: Accepted | null;
}

/** What sending needs of a session. */
export interface FormDesk {
  readonly state: FormState;
  /** The sentence of each consent that is on screen, by notice id. */
  readonly sentences: ReadonlyMap<string, HTMLElement>;
  /** Notices decided by hand. */
  readonly decided: Set<string>;
  /** RFC 3339 time of the first key or tick; '' while untouched. */
  readonly startedAt: string;
  /** Marks what is wrong, shows the first of it and moves focus there. */
  showErrors(errors: Errors): void;
  set(change: Partial<FormState>): void;
}

/** A form nobody has touched. No consent can start ticked: there is no parameter for it. */
export function newFormState(bundle: FormBundle): FormState {
  return {
    bundle,
    step: 0,
    answers: new Map(),
    errors: new Map(),
    ticked: new Set(),
    sending: 'no',
    banner: '',
    spoken: '',
    open: null,
    accepted: null,
  };
}

/** Ids of the elements that focus moves to. */
export const focusIds = {
  field: (id: string) => `f-${id}`,
  consent: (notice: string) => `c-${notice}`,
  step: 'step',
  done: 'done',
};
