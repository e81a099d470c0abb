/** Owns the check of comma-separated lines with an independent parser, and of cells as formulas; must not know leads. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byteOrderMark, csvLine } from '../../../worker/encoding/csv.ts';

const read = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n' });
/** What a spreadsheet shows of a cell: an apostrophe in front of a formula is not shown. */
const shown = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '');

const nasty = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[",\r\n=+\-@\t' ;张]{0,12}$/));

describe('an independent parser', () => {
  test('reads every cell back', () => {
    const rows = fc
      .integer({ min: 2, max: 6 })
      .chain((width) => fc.array(fc.array(nasty, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(rows, (table) => {
        const file = byteOrderMark + table.map(csvLine).join('');
        expect(read(file).map((row) => row.map(shown))).toEqual(table.map((row) => row.map(shown)));
      }),
      { numRuns: 1000 },
    );
  });

  test('finds no cell that a spreadsheet would compute', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 2 }), (row) => {
        for (const cell of read(csvLine(row))[0] ?? []) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
      { numRuns: 1000 },
    );
  });
});

test.for([
  ['=1+1', "'=1+1"],
  ['+86 138', "'+86 138"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['＝1', "'＝1"],
  ['a=1', 'a=1'],
  ['say "hi"', '"say ""hi"""'],
  ['a,b', '"a,b"'],
  ['a\nb', '"a\nb"'],
])('%j is written %j', ([cell, written]) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

test('numbers stay numbers, and what is not there is empty', () => {
  expect(csvLine([-5, null, undefined, 0])).toBe('-5,,,0\r\n');
});
