/** Owns the only way text becomes markup in the demo's pages: escaped by default; must not know any page. */

/** Markup that `html` built. The private member makes a look-alike object from parsed JSON impossible. */
export class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type Piece = Markup | string | number | undefined | readonly (Markup | undefined)[];

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text and inside quoted attributes; never inside a script, a style or an unquoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

function markupOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.toString();
  if (typeof piece === 'string' || typeof piece === 'number') return escapeHtml(String(piece));
  return piece.map(markupOf).join('');
}

/** A template tag: strings and numbers are escaped, markup stays, undefined is left out. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(
    parts.map((part, at) => part + (at < pieces.length ? markupOf(pieces[at]) : '')).join(''),
  );
}

/**
 * Fills the `{{slot}}`s of a page file.
 * @throws Error when the page names a slot that is not given: a mistake in the demo, seen at its first view.
 */
export function fillPage(page: string, slots: Record<string, Piece>): string {
  return page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    if (!Object.hasOwn(slots, name)) throw new Error(`page slot ${name} is not filled`);
    return markupOf(slots[name]);
  });
}
