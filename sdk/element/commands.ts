/** Owns what a page can tell the SDK by script: which commands there are, when they run; must not know how forms open. */
import type { JinjianEventMap, JinjianEventName } from '../events.ts';
import { onPage } from './bundle-registry.ts';
import type { Mode, OpenOptions } from './embedding.ts';
import { fetchEmbed } from './fetch-embed.ts';
import { onceParsed } from './once-parsed.ts';

/** An event's name, with its prefix or without. */
export type EventName = JinjianEventName | ShortName<JinjianEventName>;
type ShortName<Name> = Name extends `jinjian:${infer Short}` ? Short : never;
type FullName<Name extends EventName> = Name extends JinjianEventName
  ? Name
  : `jinjian:${Name}` extends JinjianEventName
    ? `jinjian:${Name}`
    : never;

/** What is called with an event; `event.detail` says which form it is about. */
export type Listener<Name extends EventName> = (event: JinjianEventMap[FullName<Name>]) => void;

/** What to mount; whatever is left out stays as the element has it. */
export interface MountOptions {
  tenant: string;
  form: string;
  base?: string | undefined;
  /** A referral code; `ref` is its first name, which frameworks keep for themselves. */
  code?: string | undefined;
  ref?: string | undefined;
  locale?: string | undefined;
  mode?: Mode | undefined;
  side?: 'left' | 'right' | undefined;
  label?: string | undefined;
  openOn?: string | undefined;
  theme?: string | undefined;
  look?: string | undefined;
  /** Reserved height in px, for an inline form. */
  height?: string | number | undefined;
  prefill?: Readonly<Record<string, unknown>> | undefined;
}

/** An element of the page, or a selector for one. */
export type Target = Element | string;

export const tag = 'jinjian-form';

/** Calls back at every such event of any form in `scope`; the answer ends that. */
export function on(scope: EventTarget, name: string, callback: EventListener): () => void {
  const type = `jinjian:${name.replace('jinjian:', '')}`;
  scope.addEventListener(type, callback);
  return () => scope.removeEventListener(type, callback);
}

/** Puts a form into the target, or goes on with the one that is there. */
export function mountIn(target: Target, options: MountOptions): HTMLElementTagNameMap[typeof tag] {
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (!place) throw new Error(`[jinjian] no ${target}`);
  const there = place.querySelector(tag);
  if (there?.path === `${options.tenant}/${options.form}`) return Object.assign(there, options);
  there?.remove();
  const form = Object.assign(document.createElement(tag), options);
  place.append(form);
  return form;
}

/** What `Jinjian(…)` takes. A target of the last four may also be `tenant/form`, or `form`, or '' for the only one. */
export type Call =
  | [command: 'on', name: EventName, callback: EventListener]
  | [command: 'mount', target: Target, options: MountOptions]
  | [command: 'unmount', target: Target]
  | [command: 'prefill', target: Target, values: Readonly<Record<string, unknown>>]
  | [command: 'open', target?: Target, options?: OpenOptions]
  | [command: 'close', target?: Target];

/** `Jinjian(command, …)`. All but `on` wait until the page is parsed, and go in the order in which they were called. */
export function run(...call: Call): (() => void) | undefined {
  const [command, target, given] = call;
  if (command === 'on') return on(document, target, given);
  onceParsed(() => {
    if (command === 'mount') mountIn(target, given);
    else fetchEmbed('').then((part) => part.run(onPage(), call));
  });
  return undefined;
}
