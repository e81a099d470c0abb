/** Owns what may be shown of text that others wrote: nothing in it steers a terminal or a reader's eye; must not print. */

/** Controls (C0, DEL, C1), format marks (bidi, zero width, tags), line and paragraph separators, lone surrogates. */
const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** One line of one's own words and others': a line break in it could begin a line that is not theirs to write. */
export function printable(line: string): string {
  return line.replace(steering, '�');
}

/** Text of several lines, such as what another program prints. */
export function printableLines(text: string): string {
  return text.replace(steering, (sign) => (sign === '\n' || sign === '\t' ? sign : '�'));
}

/** JSON that reads back as the very value: what could steer is written as escapes, which JSON.stringify leaves raw. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(steering, (sign) => (sign === '\n' ? sign : escaped(sign)));
}

function escaped(sign: string): string {
  return Array.from({ length: sign.length }, (_, at) => `\\u${hex(sign.charCodeAt(at))}`).join('');
}

function hex(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}
