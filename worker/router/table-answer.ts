/** Owns how a table is answered as a file, page by page: comma-separated lines or a workbook; must not know what is in it. */
import { utf8 } from '../encoding/bytes.ts';
import { byteOrderMark, type Cell, csvLine } from '../encoding/csv.ts';
import { type Column, workbook, workbookType } from '../encoding/xlsx.ts';

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

export const tableTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: workbookType,
};

type Pages = AsyncIterable<Cell[][]> | Iterable<Cell[][]>;

interface Table {
  /** Of the file, without its extension. */
  name: string;
  /** Of a workbook's one sheet. */
  sheet: string;
  columns: readonly Column[];
  pages: Pages;
}

/** Pages are read as the reader takes them, so that a large file is never held whole. When reading one throws, the answer breaks off: half a file must not look whole. */
export function tableStream({ name, sheet, columns, pages }: Table, format: TableFormat): Response {
  const body = format === 'csv' ? csvOf(columns, pages) : workbook(sheet, columns, rowsOf(pages));
  return new Response(body, {
    headers: {
      'content-type': tableTypes[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

async function* rowsOf(pages: Pages): AsyncGenerator<Cell[]> {
  for await (const page of pages) yield* page;
}

async function* partsOf(columns: readonly Column[], pages: Pages): AsyncGenerator<string> {
  let before = byteOrderMark + csvLine(columns.map(({ header }) => header));
  for await (const page of pages) {
    yield before + page.map(csvLine).join('');
    before = '';
  }
}

function csvOf(columns: readonly Column[], pages: Pages): ReadableStream<Uint8Array> {
  const parts = partsOf(columns, pages);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(utf8.encode(value));
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
