/** Owns a person's data as a page to read and keep, one file that needs nothing else; must not fetch or save. */

export interface ReadableData {
  title: string;
  /** Whose page it is from, and when. */
  about: readonly string[];
  lines: readonly (readonly [label: string, text: string])[];
  locale: string;
}

const style =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:600px;margin:24px auto;padding:0 16px}' +
  'dt{color:#5a6862;font-size:14px;margin:12px 0 0}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}';

/** What is inserted is escaped by the parser's own counterpart: text nodes, serialised. */
export function readablePage({ title, about, lines, locale }: ReadableData): string {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = locale;
  const add = (to: Element, name: string, text = '') => {
    const made = page.createElement(name);
    made.textContent = text;
    to.appendChild(made);
    return made;
  };
  add(page.head, 'meta').setAttribute('charset', 'utf-8');
  const viewport = add(page.head, 'meta');
  viewport.setAttribute('name', 'viewport');
  viewport.setAttribute('content', 'width=device-width,initial-scale=1');
  add(page.head, 'style', style);
  add(page.body, 'h1', title);
  for (const line of about) add(page.body, 'p', line);
  const list = add(page.body, 'dl');
  for (const [label, text] of lines) {
    add(list, 'dt', label);
    add(list, 'dd', text);
  }
  return `<!doctype html>${page.documentElement.outerHTML}`;
}
