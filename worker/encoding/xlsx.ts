/** Owns workbooks of one sheet, written row by row (ECMA-376); must not know what is in them. */
import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import type { Cell } from './csv.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Column {
  header: string;
  /** Numbers to reckon with; every other column holds text, as which a cell stays when it is edited. */
  isNumeric: boolean;
}

/** `@`: what looks like a number is shown, and kept, as it stands: 18 digits, leading zeros, a plus sign. */
const asText = '@';
/** What a cell may hold in Excel; the rest of a longer text is left out. */
const longestText = 32_767;
/** Above this a double no longer tells every integer from the next. */
const greatestExact = Number.MAX_SAFE_INTEGER;

/** What XML 1.0 can't carry, and neither may an escape: a reader of it would be handed what is no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const noText = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const halfPair = /\p{Surrogate}/gu;

/** Text as a cell holds it. `_x0041_` means the letter A there (ECMA-376 part 1, 22.9.2.19) unless its `_` is written so. */
function textOf(value: string): string {
  return value
    .replace(/\r\n?/g, '\n')
    .replace(noText, '')
    .slice(0, longestText)
    .replace(halfPair, '\uFFFD')
    .replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_');
}

function cellOf(value: Cell): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return textOf(value) || null;
  return Number.isFinite(value) && Math.abs(value) <= greatestExact ? value : String(value);
}

async function* cellsOf(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<CellValue[]> {
  for await (const row of rows) yield row.map(cellOf);
}

/** The file as bytes; rows are asked for as they are read. What `rows` throws ends the stream with that error. */
export function workbook(
  sheet: string,
  columns: readonly Column[],
  rows: AsyncIterable<readonly Cell[]>,
): ReadableStream<Uint8Array> {
  return writeXlsxStream(cellsOf(rows), {
    name: sheet,
    columns: columns.map(({ header, isNumeric }) => ({ header, ...(isNumeric ? {} : { numFmt: asText }) })),
    freezePane: { rows: 1 },
  });
}
