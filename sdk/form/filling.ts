/** Owns what the filling part offers, all that a form nobody has touched does not need; must not fetch it. */
import type { ComponentChild } from 'preact';
import type { Field } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Emit } from '../events.ts';
import type { fetchPart } from '../parts/fetch-part.ts';
import type { Fetched } from '../send/fetch-bundle.ts';
import type { LaterWords } from '../words/later-words.ts';
import type { FormConfig } from './form-config.ts';
import type { Answer, FormDesk } from './form-state.ts';

/** What the filling part needs of one form on a page. */
export interface FillingPorts {
  desk: FormDesk;
  config: FormConfig;
  later: LaterWords;
  emit: Emit;
  /** The first part's own: it knows where the other parts are. */
  fetchPart: typeof fetchPart;
  focus(id: string): void;
  /** Where the form stands, inside the element's shadow root. */
  place: HTMLElement;
}

/** What the filling part does for one form from its first touch on. */
export interface Filling {
  /** Ids of the fields that are asked, given the answers so far. */
  shown(): Set<string>;
  /** Takes up what stands in the controls and came without an event; before each drawing. */
  read(): void;
  /** To the next step when this one is right, or off to the server from the last. */
  submit(): void;
  /** What the two buttons say while a submission is on its way; null while none is. */
  underWay(): readonly [string, string] | null;
  /** Asks again for what was refused lately. */
  askAgain(): ComponentChild;
  /** A step back; from a submission that waits for the network, back to the form. */
  back(): void;
  /** Marks or clears one field's error; a blank one is left for the step's end. */
  judge(id: string): void;
  /** Something was typed or ticked. */
  changed(id: string): void;
  /** What an input shows while or after it is typed into: grouped, or masked once it is left. */
  display(field: Field, answer: string, inFocus: boolean): string;
  /** True when a notice must be read to its end before its box can be ticked. */
  mustRead(notice: PublishedNotice): boolean;
  /** From now on these sentences are measured as they are shown, by notice id; others no more. */
  measure(sentences: ReadonlyMap<string, HTMLElement>): void;
  /** What stands beside an input: an amount's reading, an identity number's mask; null for most. */
  aside(field: Field, answer: Answer | undefined): ComponentChild;
  /** What follows a field or a consent below its error, as a phone's code or the channels of marketing do; null for most. */
  below(asked: Field | PublishedNotice): ComponentChild;
  /** What takes the place of an input altogether, as the region's two lists do; null for most. */
  control(field: Field, inputProps: Record<string, unknown>): ComponentChild;
  /** What stands above the buttons: the statement of age at the end, and what nobody sees. */
  unseen(): ComponentChild;
  review(): ComponentChild;
  sheet(notice: PublishedNotice): ComponentChild;
  /** In the form's place once there is a receipt; null before. */
  success(): ComponentChild;
  /** Large type, or the usual one again. */
  enlarge(): void;
  /** The form is taken off the page. */
  end(): void;
}

/**
 * Fetched at the first touch, so that the first part stays small. A page may hold last day's first part (its script is
 * used for a day while the next is fetched) with this one: members may be added, never changed, within a version.
 */
export interface FillingPart {
  start(ports: FillingPorts): Filling;
  fetchBundle(base: string, tenant: string, form: string): Promise<Fetched>;
}
