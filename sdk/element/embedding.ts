/** Owns what the embed part offers and what it needs of an element: forms that open above the page; must not fetch it. */
import type { FormBundle } from '../../contract/submission.ts';

/** Where a form stands: in the page, or above it once it is opened. */
export type Mode = 'inline' | 'popup' | 'drawer' | 'tab' | 'page';

export interface OpenOptions {
  /** For this opening only; else the element's own, and a popup for one that is inline. */
  mode?: Mode | undefined;
  /** Answers for fields that have none yet, by field id. Never a consent. */
  prefill?: Readonly<Record<string, unknown>> | undefined;
  /** What the focus goes back to; else what has it now. */
  opener?: HTMLElement | undefined;
}

/** A `<jinjian-form>`, as the embed part and the commands of a page see it. */
export interface EmbedHost extends HTMLElement {
  tenant: string;
  mode: string;
  side: string;
  label: string;
  openOn: string;
  locale: string;
  prefill: Readonly<Record<string, unknown>>;
  readonly bundle: FormBundle | null;
  /** `tenant/form` of what it shows, or is to show; either may be missing. */
  readonly path: string;
  open(options?: OpenOptions): Promise<void>;
  close(): Promise<void>;
}

/** What the embed part does for one element. */
export interface Embedding {
  open(options?: OpenOptions): void;
  close(): void;
  /** The element's attributes changed, or what it shows did, or its style. */
  refresh(): void;
  /** The element leaves the page: nothing of it may stay open or be waited for. */
  end(): void;
}

/** What a page has, for its commands. */
export interface OnPage {
  forms: EmbedHost[];
  /** `tenant/form` of each form that a script brought. */
  brought: string[];
}

/** Fetched once a form is to open above the page, so that an inline one never pays for it. */
export interface EmbedPart {
  /** @param place the card that holds the form, a child of the element's shadow root */
  attach(host: EmbedHost, root: ShadowRoot, place: HTMLElement): Embedding;
  /** Carries out one of the page's commands; an unknown one is told to the console. */
  run(page: OnPage, call: readonly unknown[]): void;
}
