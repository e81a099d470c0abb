/** Owns what the receipt's page was given by the server, and how the script finds its places; must not change the page. */
import type { ReceiptPageData } from '../../contract/receipt-page.ts';

/** The page's own data: written by the same server, so that its shape is not in doubt. */
export function readPageData(main: Element): ReceiptPageData {
  return JSON.parse(main.getAttribute('data-page') ?? '');
}

/** @throws for an id that the page does not have: a bug */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

/** A sentence with its names filled in. */
export function say(text: string, names: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(names[name]));
}
