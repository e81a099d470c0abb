/** Owns how a file of comma-separated lines is answered, whole or page by page; must not know what is in it. */
import { utf8 } from '../encoding/bytes.ts';
import { byteOrderMark } from '../encoding/csv.ts';

function headersOf(name: string): Record<string, string> {
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  };
}

export function csvFile(name: string, lines: readonly string[]): Response {
  return new Response(byteOrderMark + lines.join(''), { headers: headersOf(name) });
}

/**
 * Sends a first part and then one at a time as the reader takes them, so that a large file is never held whole.
 * @param next the part after, null at the end. When it throws, the answer breaks off: half a file must not look whole
 */
export function csvStream(name: string, first: string, next: () => Promise<string | null>): Response {
  let part: string | null = byteOrderMark + first;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const sent = part ?? (await next());
        part = null;
        if (sent === null) controller.close();
        else controller.enqueue(utf8.encode(sent));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: headersOf(name) });
}
