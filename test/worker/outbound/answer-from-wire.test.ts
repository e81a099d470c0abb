/** Owns that an answer reads the same however it is cut into pieces, and that what is none is refused; opens no connection. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFrom } from '../../../worker/outbound/answer-from-wire.ts';
import { readBounded } from '../../../worker/outbound/read-bounded.ts';
import { fakeWire } from './fake-body.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** What is read of an answer to its end, and what became of its connection. */
async function read(pieces: Uint8Array[]) {
  const wire = fakeWire(pieces);
  const { status, body } = await answerFrom(wire);
  const got = body === null ? '' : Buffer.from((await readBounded(body, 1000)).bytes).toString('latin1');
  return { status, text: got, fate: wire.fate };
}

const ok = 'HTTP/1.1 200 OK\r\n';
type Fate = 'closed' | 'released';
const answers: [what: string, answer: string, text: string, fate: Fate][] = [
  ['a length', `${ok}Content-Length: 5\r\n\r\nhello`, 'hello', 'released'],
  ['a folded length', `${ok}Content-Length:\r\n 5\r\n\r\nhello`, 'hello', 'released'],
  ['the same length twice', `${ok}Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello`, 'hello', 'released'],
  ['more than its length', `${ok}Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK`, 'hello', 'closed'],
  ['no length', `${ok}\r\nhello`, 'hello', 'closed'],
  ['nothing', `${ok}Content-Length: 0\r\n\r\n`, '', 'released'],
  ['no content', 'HTTP/1.1 204 No Content\r\n\r\n', '', 'released'],
  ['no content, but some', 'HTTP/1.1 204 No Content\r\n\r\nhello', '', 'closed'],
  ['an older version', 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello', 'closed'],
  ['word that it is the last', `${ok}Connection: Close\r\nContent-Length: 5\r\n\r\nhello`, 'hello', 'closed'],
  [
    'chunks',
    `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x="y"\r\nllo\r\n0\r\nX: y\r\n\r\n`,
    'hello',
    'released',
  ],
  [
    'chunks of bare lines',
    'HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n',
    'hello',
    'released',
  ],
  [
    'chunks without their last line',
    `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n`,
    'hello',
    'closed',
  ],
  [
    'more than its chunks',
    `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP/1.1 200 OK`,
    'hello',
    'closed',
  ],
  [
    'chunks and a length that is wrong',
    `${ok}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n005\r\nhello\r\n0\r\n\r\n`,
    'hello',
    'released',
  ],
  [
    'word that it is under way',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n${ok}Content-Length: 5\r\n\r\nhello`,
    'hello',
    'released',
  ],
];

describe('an answer with', () => {
  it.each(answers)(
    '%s is read to its end, and its connection kept where nothing else is on it',
    async (...row) => {
      const [, answer, text, fate] = row;
      expect(await read([latin1(answer)])).toMatchObject({ text, fate: [fate] });
    },
  );
});

describe('an answer', () => {
  it('reads the same however it comes', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...answers), cuts, async ([, answer, text], sizes) => {
        const pieces: Uint8Array[] = [];
        let at = 0;
        for (let turn = 0; at < answer.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          pieces.push(latin1(answer.slice(at, at + size)));
          at += size;
        }
        expect((await read(pieces)).text).toBe(text);
      }),
    );
  });
  it.each([
    ['that breaks off in its head', `${ok}Content-Le`],
    ['that is shorter than it says', `${ok}Content-Length: 9\r\n\r\nhello`],
    ['without the last chunk', `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`],
    ['with a chunk of no size', `${ok}Transfer-Encoding: chunked\r\n\r\nhello\r\n`],
    ['with a chunk beyond all sizes', `${ok}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(13)}\r\n`],
    ['that changes the protocol', 'HTTP/1.1 101 Switching\r\n\r\n'],
    ['that is none', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ])('%s is a loss', async (_what, answer) => {
    await expect(read([latin1(answer)])).rejects.toThrow();
  });
  it.each([
    ['without end in its head', 'X-A: b\r\n'],
    ['that is for ever under way', '\r\nHTTP/1.1 100 Continue\r\n'],
    ['in crumbs of its head', 'x'],
  ])('%s is given up after a bounded part', async (_what, more) => {
    const wire = fakeWire(
      (function* () {
        yield latin1('HTTP/1.1 100 Continue\r\n');
        for (;;) yield latin1(more);
      })(),
    );
    await expect(answerFrom(wire)).rejects.toThrow('no end');
    expect(wire.body.reads).toBeLessThanOrEqual(1024);
    expect(wire.body.readBytes).toBeLessThanOrEqual(65 * 1024);
  });
  it('whose chunks are mostly what is around them is given up after a bounded part', async () => {
    const crumbs = latin1(`1;${'x'.repeat(1000)}\r\na\r\n`.repeat(16));
    const wire = fakeWire(
      (function* () {
        yield latin1(`${ok}Transfer-Encoding: chunked\r\n\r\n`);
        for (;;) yield crumbs;
      })(),
    );
    const { body } = await answerFrom(wire);
    if (body === null) throw new Error('there is a body');
    await expect(readBounded(body, 65_536)).rejects.toThrow('around');
    expect(wire.body.readBytes).toBeLessThan(100 * 1024);
    expect(wire.fate).toEqual(['closed']);
  });
});
