/** Owns what the SDK's second part offers, all that a form nobody has touched does not need; must not fetch it. */
import type { ComponentType } from 'preact';
import type { Field, PublishedForm, Values } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Accepted, Touch } from '../../contract/submission.ts';
import type { Emit } from '../events.ts';
import type { Fetched } from '../send/fetch-bundle.ts';
import type { Answer, Answers, Errors } from './answers.ts';
import type { FormConfig } from './form-config.ts';
import type { FormDesk } from './form-state.ts';

/** What the second part needs of one form on a page. */
export interface FillingPorts {
  session: FormDesk;
  config: FormConfig;
  /** What the browser remembers of referrals. */
  touches: Touch[];
  emit: Emit;
  focus(id: string): void;
}

/** What the second part does for one form from its first touch on. */
export interface Filling {
  /** Takes valid values to the server and the outcome to the screen. */
  send(values: Values): void;
  /** Measures how these sentences are shown, by notice id, from now on; of others no more. */
  measure(sentences: ReadonlyMap<string, HTMLElement>): void;
  /** The full text of a notice was read to its end by hand. */
  endSeen(notice: string): void;
}

/**
 * Fetched at the first touch, so that the first part stays small. A page may hold last day's first part (its script is
 * used for a day while the next is fetched) with this one: members may be added, never changed, within a version.
 */
export interface SecondPart {
  /** Ids of the fields that are asked, given the answers so far. */
  shownIds(form: PublishedForm, answers: Answers, nowMs: number): Set<string>;
  /** One field's error; null when its answer is right, or not there yet. */
  judgeAnswer(field: Field, answer: Answer | undefined, nowMs: number): string | null;
  judgeForm(form: PublishedForm, answers: Answers, nowMs: number): { values: Values } | { errors: Errors };
  /** The amount typed, as it is said; '' while it says no more than the digits. */
  readAmount(answer: Answer | undefined): string;
  startFilling(ports: FillingPorts): Filling;
  fetchBundle(base: string, tenant: string, form: string): Promise<Fetched>;
  NoticeSheet: ComponentType<{ notice: PublishedNotice; close(): void; endSeen(): void }>;
  SuccessView: ComponentType<{ form: PublishedForm; accepted: Accepted }>;
  /** Rules for its own views. */
  css: string;
}
