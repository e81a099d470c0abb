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
  sending: 'no' | 'first' | 'again';
  /** Said above the button: why sending stopped, what to do. */
  banner: string;
  /** Said to screen readers only. */
  spoken: string;
  /** The notice whose full text is open. */
  open: string | null;
  accepted: Accepted | null;
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
