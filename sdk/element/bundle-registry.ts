/** Owns which published forms scripts have brought, and which elements want one; must not know how they are shown. */
import type { FormBundle } from '../../contract/submission.ts';
import type { EmbedHost, OnPage } from './embedding.ts';

/** A form that arrived with its script. */
export interface Registered {
  tenant: string;
  /** The server that the script says it is from. */
  base?: string | undefined;
  bundle: FormBundle;
}

/** An element on the page, as the registry sees it. */
export interface Slot extends EmbedHost {
  /** Takes the form if the element names it, or names none and has none yet. */
  offer(entry: Registered): boolean;
}

const registered = new Map<string, Registered>();
const slots = new Set<Slot>();

/** Keeps a form for elements still to come; true when one that is there took it. */
export function register(entry: Registered): boolean {
  registered.set(`${entry.tenant}/${entry.bundle.form.id}`, entry);
  return [...slots].filter((slot) => slot.offer(entry)).length > 0;
}

/** An element joins the page: it is offered what has come already. */
export function join(slot: Slot): boolean {
  slots.add(slot);
  return [...registered.values()].some((entry) => slot.offer(entry));
}

export function leave(slot: Slot): void {
  slots.delete(slot);
}

export function onPage(): OnPage {
  return { forms: [...slots], brought: [...registered.keys()] };
}
