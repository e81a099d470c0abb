/** Owns mounting by npm: one form per target however often a framework mounts, and a handle to it; must not know the form. */
import {
  type EventName,
  type Listener,
  type MountOptions,
  mountIn,
  on,
  type Target,
  tag,
} from './element/commands.ts';
import type { OpenOptions } from './element/embedding.ts';
import type { JinjianForm } from './element/jinjian-form.ts';

/** What a mounted form answers to. */
export interface Mounted {
  readonly element: JinjianForm;
  /** Takes the form off the page, with the listeners of this handle. Mounted there again at once, it goes on. */
  unmount(): void;
  /** Answers for fields that have none yet, by field id. Never a consent. */
  prefill(values: Readonly<Record<string, unknown>>): void;
  /** Calls back at this form's events; the answer ends that. */
  on<Name extends EventName>(name: Name, callback: Listener<Name>): () => void;
  /** Shows the form above the page; rejects when what it takes can't be loaded now. */
  open(options?: OpenOptions): Promise<void>;
  close(): Promise<void>;
}

/** The form of each target, also while it is taken out: React's StrictMode puts it back at once. */
const inTarget = new WeakMap<Element, JinjianForm>();

/**
 * Shows a form in the target. With the same tenant and form again it is the same element, and what was typed stays.
 * @throws Error when a selector finds nothing
 */
export function mount(target: Target, options: MountOptions): Mounted {
  const place = elementOf(target);
  const kept = inTarget.get(place);
  if (kept && !kept.isConnected && kept.path === `${options.tenant}/${options.form}`) place.append(kept);
  const element = mountIn(place, options);
  inTarget.set(place, element);
  const stops: (() => void)[] = [];
  return {
    element,
    unmount() {
      for (const stop of stops.splice(0)) stop();
      element.remove();
    },
    prefill(values) {
      element.prefill = values;
    },
    on(name, callback) {
      const stop = listen(element, name, callback);
      stops.push(stop);
      return stop;
    },
    open: (how) => element.open(how),
    close: () => element.close(),
  };
}

/** Takes a target's form off the page; nothing happens where there is none. */
export function unmount(target: Target): void {
  formIn(target)?.remove();
}

/** Answers for fields of a target's form that have none yet, by field id. Never a consent. */
export function prefill(target: Target, values: Readonly<Record<string, unknown>>): void {
  const form = formIn(target);
  if (form) form.prefill = values;
}

/** Calls back at the events of every form of the page; the answer ends that. */
function onPage<Name extends EventName>(name: Name, callback: Listener<Name>): () => void {
  return listen(document, name, callback);
}

export { onPage as on };

function listen<Name extends EventName>(
  scope: EventTarget,
  name: Name,
  callback: Listener<Name>,
): () => void {
  // The event of that name carries that detail: see events.ts.
  return on(scope, name, callback as EventListener);
}

function elementOf(target: Target): Element {
  const found = typeof target === 'string' ? document.querySelector(target) : target;
  if (!found) throw new Error(`[jinjian] no ${target}`);
  return found;
}

function formIn(target: Target): JinjianForm | null {
  const place = elementOf(target);
  return place.matches(tag) ? place.closest(tag) : place.querySelector(tag);
}
