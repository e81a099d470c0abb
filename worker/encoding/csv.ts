/** Owns comma-separated lines as spreadsheets open them (RFC 4180); must not know what is in them. */

/** Tells Excel that the file is UTF-8. */
export const byteOrderMark = '\uFEFF';

export type Cell = string | number | null | undefined;

/**
 * What spreadsheets read as the beginning of a formula, in full-width form too. An apostrophe before it has them show
 * it as it is: an applicant's text must compute nothing on the reader's machine.
 */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** One record with its line break. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
