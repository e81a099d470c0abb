/** Owns the wire shapes of a submission and its answer; must not know how either is checked or sent. */
import type { PublishedForm } from './form.ts';
import type { MarketingChannel, PublishedNotice } from './notice.ts';

export type Decision = 'granted' | 'refused';

/** A decision as the ledger keeps it: one made with the submission, or a later one. */
export type RecordedDecision = Decision | 'withdrawn';

/** How one consent was shown and decided, as the browser measured it: testimony, not proof. */
export interface Presentation {
  /** Rendered size of the consent's text. */
  fontPx?: number | undefined;
  /** The same size on the glass: the page's zoom, scaled viewport and transforms counted. */
  screenPx?: number | undefined;
  /** WCAG 2 contrast ratio against the real background; null when it can't be known (an image). */
  contrast?: number | null | undefined;
  visibleMs?: number | undefined;
  scrolledToEnd?: boolean | undefined;
  /** The deciding event's `isTrusted`. */
  trusted?: boolean | undefined;
}

export interface Grant {
  notice: string;
  version: number;
  digest: string;
  decision: Decision;
  presentation?: Presentation | undefined;
  /** On `marketing`: the ways agreed to; all that the notice names when absent. */
  channels?: MarketingChannel[] | undefined;
}

/** What applicants state of themselves. */
export interface Declarations {
  /** 我已年满18周岁. */
  adult?: true | undefined;
}

/** That the sheet of a loan's whole cost was read, as the browser measured it. */
export interface CostSheetShown {
  /** Of the published form. */
  digest: string;
  visibleMs: number;
}

/** How long the sheet stands before it can be called read. */
export const costSheetSeconds = 5;

/** A referral code seen by the browser. Only the link tree says what it is worth. */
export interface Touch {
  ref: string;
  at: string;
}

export interface Utm {
  source?: string | undefined;
  medium?: string | undefined;
  campaign?: string | undefined;
  term?: string | undefined;
  content?: string | undefined;
}

/** What a browser posts to `/v1/t/{tenant}/submissions`. `id` is minted once, when the form is first shown. */
export interface Submission {
  id: string;
  form: string;
  formVersion: number;
  values: Record<string, unknown>;
  grants: Grant[];
  ref?: string | undefined;
  touches?: Touch[] | undefined;
  utm?: Utm | undefined;
  page?: { origin?: string | undefined; path?: string | undefined } | undefined;
  /** A solved altcha challenge: base64 of the JSON `{challenge, solution}`, or that JSON itself. */
  challenge?: string | undefined;
  /** What stood in the field that people do not see. Flagged when not empty, never stored. */
  trap?: string | undefined;
  phoneCode?: string | undefined;
  startedAt?: string | undefined;
  declarations?: Declarations | undefined;
  costSheet?: CostSheetShown | undefined;
  sdk?: string | undefined;
}

/** The answer to an accepted submission, the same for each replay. */
export interface Accepted {
  lead: string;
  receipt: { id: string; url: string };
  share?: { code: string; url: string };
}

/** What `GET /v1/t/{tenant}/forms/{form}` answers and what the form script holds. */
export interface FormBundle {
  form: PublishedForm;
  version: number;
  digest: string;
  notices: PublishedNotice[];
}

/** `sub_` and at least 16 url-safe characters. */
export const submissionIdPattern = /^sub_[A-Za-z0-9_-]{16,64}$/;
