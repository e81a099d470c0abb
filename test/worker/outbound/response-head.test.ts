/** Owns the table of heads that servers send, as they are to be read; must not open a connection. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headEnd, parseHead } from '../../../worker/outbound/response-head.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const head = (lines: string, eol = '\r\n') => parseHead(bytes(`HTTP/1.1 200 OK${eol}${lines}${eol}${eol}`));

describe('a head', () => {
  it.each([
    ['one line', 'X-A: b', 'b'],
    ['blanks around the value', 'X-A: \t b \t', 'b'],
    ['no blank', 'X-A:b', 'b'],
    ['any case', 'x-a: b', 'b'],
    ['nothing', 'X-A:', ''],
    ['two of one name', 'X-A: b\r\nX-A: c', 'b, c'],
    ['a folded value', 'X-A: b\r\n c', 'b c'],
    ['a value folded by a tab, and again', 'X-A: b,\r\n\tc,\r\n  d', 'b, c, d'],
    ['a value that begins on the next line', 'X-A:\r\n b', 'b'],
    ['a folded line of blanks', 'X-A: b\r\n \r\nX-B: c', 'b'],
    ['a blank before the colon', 'X-A : b', 'b'],
    ['a line that is no header', 'X-A: b\r\nwhat', 'b'],
    ['a name that is none', 'X-A: b\r\nX y: c', 'b'],
    ['a fold that follows no header', ' what\r\nX-A: b', 'b'],
  ])('with %s is read', (_what, lines, value) => {
    expect(head(lines)?.status).toBe(200);
    expect(head(lines)?.header('x-a')?.trim()).toBe(value);
  });
  it('may end its lines without a carriage return', () => {
    const read = head('X-A: b\n c\nX-B: d', '\n');
    expect([read?.header('x-a'), read?.header('x-b')]).toEqual(['b c', 'd']);
  });
  it.each([
    '',
    'HTTP/2 200',
    'HTTP/1.1 20',
    'HTTP/1.1 2000',
    'ICY 200 OK',
    '\u0000\u0001garbage',
    'HTTP/1.1  200 OK',
  ])('is none without a status line: %j', (first) => {
    expect(parseHead(bytes(`${first}\r\nX-A: b\r\n\r\n`))).toBeNull();
  });
  it('ends where its first empty line ends, and a line of blanks is none', () => {
    for (const text of ['a\r\n\r\n', 'a\n\n', 'a\r\n \r\nb\r\n\r\n', 'a\n\t\n\r\n']) {
      expect([text, headEnd(bytes(`${text}body\r\n\r\n`), 0)]).toEqual([text, text.length]);
      expect([text, headEnd(bytes(text.slice(0, -1)), 0)]).toEqual([text, -1]);
    }
  });
  it.each([
    ['HTTP/1.1 200 OK', 'X-A: b', true],
    ['HTTP/1.1 200 OK', 'Connection: Keep-Alive', true],
    ['HTTP/1.1 200 OK', 'Connection: upgrade, Close', false],
    ['HTTP/1.0 200 OK', 'Connection: keep-alive', false],
  ])('%s, %s: the connection is kept: %s', (first, line, isKept) => {
    expect(parseHead(bytes(`${first}\r\n${line}\r\n\r\n`))).toMatchObject({ isKept });
  });
  it('that nobody would send never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseHead(bytes(`HTTP/1.1 200\r\n${text}\r\n\r\n`));
        parseHead(bytes(text));
      }),
    );
  });
});
