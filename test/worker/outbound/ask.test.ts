/** Owns how much of an answer is read, and what is said of it, for each way that answers come; opens no connection. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { ask } from '../../../worker/outbound/ask.ts';
import { calledUrl, type RawBody } from '../../../worker/outbound/opened.ts';
import { fakeBody } from './fake-body.ts';

const { signal } = new AbortController();
const request = { url: 'https://crm.example/', headers: {} };
const maxBytes = 65_536;

function asked(
  body: RawBody | null,
  headers: Record<string, string> = {},
  { status = 200, isStatusEnough = false } = {},
) {
  return ask(request, {
    signal,
    maxBytes,
    isStatusEnough,
    open: async () => ({ status, header: (name) => headers[name] ?? null, body }),
  });
}
const bytesOf = (text: string) => fakeBody([Buffer.from(text)]);

describe('an answer', () => {
  it('is its text', async () => {
    expect(await asked(bytesOf('{"错":0}'))).toMatchObject({
      text: '{"错":0}',
      isCutOff: false,
      status: 200,
    });
    expect(await asked(null)).toMatchObject({ text: '', isCutOff: false });
  });
  it('that was packed, though nobody asked for that, is its text too', async () => {
    const packed = fakeBody([gzipSync('{"ok":true}')]);
    const answer = await asked(packed, { 'content-encoding': 'gzip' });
    expect(answer).toMatchObject({ text: '{"ok":true}', isCutOff: false });
  });
  it('that is cut off has no half a character at its end', async () => {
    const answer = await asked(bytesOf('错'.repeat(30_000)));
    expect(answer).toMatchObject({ text: '错'.repeat(Math.floor(maxBytes / 3)), isCutOff: true });
  });
  it('of packed bytes without end is read for a quarter of the bound', async () => {
    const body = fakeBody(
      (function* () {
        for (;;) yield gzipSync('');
      })(),
    );
    expect(await asked(body, { 'content-encoding': 'gzip' })).toMatchObject({ isCutOff: true });
    expect(body.readBytes).toBeLessThan(17 * 1024);
  });
  it('that is lost on the way is none', async () => {
    const lost = { read: () => Promise.reject(new Error('lost')), cancel() {} };
    expect(await asked(lost)).toEqual({ trouble: 'unreachable' });
    const late = { read: () => Promise.reject(new DOMException('late', 'TimeoutError')), cancel() {} };
    expect(await asked(late)).toEqual({ trouble: 'timeout' });
  });
});

describe('where the status is enough', () => {
  const enough = { isStatusEnough: true };
  it('a success is told at once, and its body is read only where it is short', async () => {
    const never = { read: () => new Promise<null>(() => {}), cancel: vi.fn() };
    expect(await asked(never, {}, enough)).toMatchObject({ status: 200, isCutOff: true });
    expect(never.cancel).toHaveBeenCalledOnce();
    const short = bytesOf('ok');
    await asked(short, { 'content-length': '2' }, enough);
    await vi.waitFor(() => expect(short).toMatchObject({ readBytes: 2, isCancelled: true }));
  });
  it('a length that is a lie changes nothing: what travels is counted', async () => {
    const body = fakeBody(
      (function* () {
        for (;;) yield new Uint8Array(1000);
      })(),
    );
    await asked(body, { 'content-length': '809', 'content-encoding': 'br' }, enough);
    await vi.waitFor(() => expect(body.isCancelled).toBe(true));
    expect(body.readBytes).toBeLessThanOrEqual(2000);
  });
  it('a failure is read, and one that breaks off is a failure all the same', async () => {
    expect(await asked(bytesOf('why'), {}, { status: 500, ...enough })).toMatchObject({ text: 'why' });
    const lost = { read: () => Promise.reject(new Error('lost')), cancel() {} };
    expect(await asked(lost, {}, { status: 500, ...enough })).toMatchObject({ status: 500, text: '' });
  });
});

describe('the address that is called', () => {
  it.each([
    ['https://crm.example/a?b=c', 'https://crm.example/a?b=c'],
    ['https://crm.example./a', 'https://crm.example/a'],
    ['https://crm.example...:8443/a', 'https://crm.example:8443/a'],
    ['http://127.0.0.1:80/', 'http://127.0.0.1/'],
    ['http://[::1]:9000/', 'http://[::1]:9000/'],
  ])('of %s is %s', (given, called) => {
    expect(calledUrl(given).href).toBe(called);
  });
});
