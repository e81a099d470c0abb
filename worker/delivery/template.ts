/** Owns the grammar of a template, text with `{{path | filter:"argument"}}`; must not know what paths or filters there are. */

export interface FilterCall {
  name: string;
  argument: string | number | null;
}

/** A place in a template that is filled from the data. */
export interface Slot {
  path: readonly string[];
  filters: readonly FilterCall[];
  /** Where in the template it stands, from 0. */
  at: number;
}

export type Template = readonly (string | Slot)[];

/** Where a template can't be read. */
export interface Fault {
  faultAt: number;
}

const open = '{{';
const close = '}}';

// Sticky, and no two neighbours match the same sign: each is tried once per place, so that parsing takes linear time.
const pathToken = /\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)\s*/y;
const filterToken = /\|\s*([a-z_]+)\s*(?::\s*(?:"([^"]*)"|(\d{1,4}))\s*)?/y;

/** The parts of a template in their order. There are no statements, no calls and no escapes: `{{` always opens a slot. */
export function parseTemplate(source: string): Template | Fault {
  const parts: (string | Slot)[] = [];
  let at = 0;
  while (at < source.length) {
    const opens = source.indexOf(open, at);
    if (opens === -1) {
      parts.push(source.slice(at));
      break;
    }
    if (opens > at) parts.push(source.slice(at, opens));
    const read = parseSlot(source, opens);
    if (isFault(read)) return read;
    parts.push(read.slot);
    at = read.end;
  }
  return parts;
}

export function isFault(read: object): read is Fault {
  return 'faultAt' in read;
}

/** @param opens where its `{{` stands */
function parseSlot(source: string, opens: number): { slot: Slot; end: number } | Fault {
  const path = matchAt(pathToken, source, opens + open.length);
  if (path?.[1] === undefined) return { faultAt: opens };
  const filters: FilterCall[] = [];
  let at = opens + open.length + path[0].length;
  while (!source.startsWith(close, at)) {
    const filter = matchAt(filterToken, source, at);
    if (filter?.[1] === undefined) return { faultAt: at };
    const [whole, name, text, count] = filter;
    filters.push({ name, argument: text ?? (count === undefined ? null : Number(count)) });
    at += whole.length;
  }
  return { slot: { path: path[1].split('.'), filters, at: opens }, end: at + close.length };
}

function matchAt(token: RegExp, source: string, at: number): RegExpExecArray | null {
  token.lastIndex = at;
  return token.exec(source);
}
