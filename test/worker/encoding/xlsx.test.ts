/** Owns the check of workbooks with an independent reader and byte by byte; must not know leads. */

import { read as readBook, utils } from '@e965/xlsx';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../worker/encoding/csv.ts';
import { workbook } from '../../../worker/encoding/xlsx.ts';

const columns = [
  { header: 'id', isNumeric: false },
  { header: 'sum', isNumeric: true },
];

async function* given(rows: readonly (readonly Cell[])[]) {
  yield* rows;
}
const fileOf = async (rows: readonly (readonly Cell[])[]) =>
  Buffer.from(await new Response(workbook('线索', columns, given(rows))).arrayBuffer());
async function read(rows: readonly (readonly Cell[])[]): Promise<unknown[][]> {
  const { Sheets } = readBook(await fileOf(rows));
  const table: unknown[][] = utils.sheet_to_json(Sheets.线索 ?? {}, { header: 1, defval: null });
  return table.slice(1);
}
async function part(name: string, rows: readonly (readonly Cell[])[]): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(unzipSync(await fileOf(rows))[name]);
}
/** A reader hands escapes out as they stand in the file. */
const unescaped = (cell: unknown) =>
  typeof cell === 'string' ? cell.replace(/_x005F_/gi, '_').replace(/_x000D_/g, '\r') : cell;

describe('text stays as it is', () => {
  test.for([
    '110101199003078515',
    '91110000100000000X',
    '007',
    '0138',
    '1e5',
    '12345678901234567890',
    '+86 13800138000',
    '2026-12-01',
    '1/2',
    'TRUE',
    '=1+1',
    '@SUM(A1)',
    '-5',
    ' 张三 ',
    '两\n行',
    '<b>&"\'',
    '𠮷😀',
  ])('%s', async (text) => {
    expect(await read([[text, 1]])).toEqual([[text, 1]]);
  });

  test('any text at all comes back, without what no XML can carry', async () => {
    const cell = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 5 }), async (texts) => {
        const rows = texts.map((text, at) => [text, at]);
        const expected = texts.map((text, at) => [
          text
            .replace(/\r\n?/g, '\n')
            // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
            .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '') || null,
          at,
        ]);
        expect((await read(rows)).map((row) => row.map(unescaped))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('what reads as an escape is no escape, and half a character is none', async () => {
    const sheet = await part('xl/worksheets/sheet1.xml', [
      ['_x0041_ _X000d_', 1],
      ['a\uD800b\uFFFE', 2],
    ]);
    expect(sheet).toContain('_x005F_x0041_ _x005F_X000d_');
    expect(sheet).toContain('a\uFFFDb<');
  });
});

describe('cells', () => {
  test('of text are formatted as text, so that an edited one is not taken for a number', async () => {
    const rows = [['110101199003078515', 500_000]];
    const sheet = await part('xl/worksheets/sheet1.xml', rows);
    const style = /<c r="A2" t="inlineStr" s="(\d+)">/.exec(sheet)?.[1];
    expect(sheet).toMatch(/<c r="B2"><v>500000<\/v>/);
    const styles = await part('xl/styles.xml', rows);
    const formats = [...styles.slice(styles.indexOf('<cellXfs')).matchAll(/<xf numFmtId="(\d+)"/g)];
    const format = formats[Number(style)]?.[1];
    expect(styles).toContain(`<numFmt numFmtId="${format}" formatCode="@"/>`);
  });
  test('never hold a formula, and a number that is not exact is text', async () => {
    const sheet = await part('xl/worksheets/sheet1.xml', [
      ['=HYPERLINK("x")', 2 ** 60],
      ['=1', Number.NaN],
    ]);
    expect(sheet).not.toContain('<f');
    expect(sheet).toMatch(/<c r="B2" t="inlineStr"><is><t>1152921504606847000</);
  });
});

describe('rows', () => {
  test('are read only as far as the file is', async () => {
    let count = 0;
    async function* many() {
      while (count < 100_000) yield [`${Math.random()}${count}`, count++];
    }
    const reader = workbook('线索', columns, many()).getReader();
    await reader.read();
    await reader.cancel();
    expect(count).toBeLessThan(20_000);
  });
  test('that can’t be read break the file off', async () => {
    async function* broken(): AsyncGenerator<Cell[]> {
      yield ['a', 1];
      throw new Error('gone');
    }
    await expect(new Response(workbook('线索', columns, broken())).arrayBuffer()).rejects.toThrow('gone');
  });
});
