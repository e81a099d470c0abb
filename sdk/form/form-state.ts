/** Owns what one form shows at one moment; must not know how it changes or is drawn. */
import type { Accepted, FormBundle } from '../../contract/submission.ts';
import type { FirstWords } from '../words/first-words.ts';

export type Answer = string | string[];
/** As typed, by field id. A Map, so that an id such as `constructor` finds nothing inherited. */
export type Answers = ReadonlyMap<string, Answer>;
/** Sentences by field id or notice id. */
export type Errors = ReadonlyMap<string, string>;

export interface FormState {
  bundle: FormBundle;
  /** Index into the form's steps; one past the last is the review. */
  step: number;
  answers: Answers;
  errors: Errors;
  /** Ids of the notices ticked by hand. */
  ticked: ReadonlySet<string>;
  /** Ids of optional notices refused lately: not asked again for now. */
  declined: ReadonlySet<string>;
  /** Ids of the notices that the applicant refused beside a field that the form requires; none until then. */
  refused?: ReadonlySet<string>;
  /** `wait` while the filling part is still on its way. */
  sending: 'no' | 'wait' | 'first' | 'again' | 'busy' | 'offline';
  /** Said above the button: why sending stopped, what to do. */
  banner: string;
  /** Said to screen readers only. */
  spoken: string;
  /** The notice whose full text is open. */
  open: string | null;
  /** The field that has the focus. */
  inFocus: string;
  accepted: Accepted | null;
}

/** What filling needs of a session. */
export interface FormDesk {
  readonly state: FormState;
  readonly words: FirstWords;
  /** The sentence of each consent that is on screen, by notice id. */
  readonly sentences: ReadonlyMap<string, HTMLElement>;
  /** Notices decided by hand. */
  readonly decided: Set<string>;
  /** RFC 3339 time of the first key or tick; '' while untouched. */
  readonly startedAt: string;
  /** Indexes of the steps that are shown now. */
  steps(): number[];
  set(change: Partial<FormState>): void;
  answer(id: string, answer: Answer): void;
  /** Answers from elsewhere than the applicant's hand, for fields that have none yet. */
  fill(values: Readonly<Record<string, unknown>>): void;
  /** Flips a consent, for an act of the applicant's own hand only: an event that a script made counts for nothing. */
  tick(notice: string, event: Event): void;
  /** Opens a notice's full text; null closes it. */
  open(notice: string | null): void;
}

/** A form nobody has touched. No consent can start ticked: there is no parameter for it. */
export function newFormState(bundle: FormBundle): FormState {
  return {
    bundle,
    step: 0,
    answers: new Map(),
    errors: new Map(),
    ticked: new Set(),
    declined: new Set(),
    sending: 'no',
    banner: '',
    spoken: '',
    open: null,
    inFocus: '',
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
