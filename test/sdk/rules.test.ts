/** The SDK's pure rules: touches kept, retries planned, amounts read, sentences made. */
import { expect, test } from 'vitest';
import { addTouch, noteTouches, parseTouches } from '../../sdk/attribution/touches.ts';
import { consentSentence } from '../../sdk/form/consents/consent-sentence.ts';
import { amountReading } from '../../sdk/form/fields/amount-reading.ts';
import { retryDelayMs } from '../../sdk/send/retry-plan.ts';
import { first as words } from '../../sdk/words/first/zh-cn.ts';
import { notices } from './sample-form.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-11-01T00:00:00.000Z');
const codes = '23456789ABC'.split('').map((sign) => sign.repeat(10));

test('touches: the first and the latest nine are kept, for thirty days', () => {
  const touches = codes.reduce(
    (kept, code, at) => addTouch(kept, code, start + at * 1000),
    [] as ReturnType<typeof addTouch>,
  );
  expect(touches.map(({ ref }) => ref)).toEqual([codes[0], ...codes.slice(2)]);
  expect(addTouch(touches, undefined, start + 30 * dayMs + 500).map(({ ref }) => ref)).toEqual(
    codes.slice(2),
  );
  expect(addTouch(touches, undefined, start + 31 * dayMs)).toEqual([]);
});

test('touches: a code seen again and again keeps its first and its last time', () => {
  const code = codes[0];
  const once = addTouch([], code, start);
  const thrice = addTouch(addTouch(once, code, start + 1000), code, start + 2000);
  expect(thrice.map(({ at }) => Date.parse(at) - start)).toEqual([0, 2000]);
});

test('touches: notes are read back as they were, and what other scripts stored there is dropped', () => {
  const touches = codes
    .slice(0, 3)
    .reduce((kept, code, at) => addTouch(kept, code, start + at * 1000), [] as ReturnType<typeof addTouch>);
  expect(parseTouches(noteTouches(touches), start + 5000)).toEqual(touches);
  const noise = `{"a":1};abc${start};ABCDEFGHI0${start};ABCDEFGH231;`;
  expect(parseTouches(`${noise}ABCDEFGH23${start};张三`, start + 5000)).toEqual([
    { ref: 'ABCDEFGH23', at: new Date(start).toISOString() },
  ]);
  expect(parseTouches(noteTouches(touches), start + 31 * dayMs)).toEqual([]);
  expect(parseTouches('', start)).toEqual([]);
});

test('retries: 1, 2, 4, 8, 15 s on silence, 408, 429 and 5xx, then no more', () => {
  const answer = (status: number, retryAfter: number | null = null) => ({ status, body: null, retryAfter });
  expect([0, 1, 2, 3, 4, 5].map((retries) => retryDelayMs(null, retries))).toEqual([
    1000,
    2000,
    4000,
    8000,
    15_000,
    null,
  ]);
  for (const status of [408, 429, 500, 503]) expect(retryDelayMs(answer(status), 0)).toBe(1000);
  for (const status of [400, 401, 403, 404, 409, 413, 415, 422])
    expect(retryDelayMs(answer(status), 0)).toBeNull();
  expect(retryDelayMs(answer(429, 30), 0)).toBe(30_000);
  expect(retryDelayMs(answer(429, 61), 0)).toBeNull();
});

test.each([
  [8000, '8000元'],
  [10_000, '1万元'],
  [155_000, '15.5万元'],
  [123_456, '12.3456万元'],
  [150_000_000, '1.5亿元'],
  [0, '0元'],
])('%i yuan is read %s', (yuan, reading) => {
  expect(amountReading(yuan, words.amount, words.yuan)).toBe(reading);
});

test('a summary that leaves a recipient out has it added, in bold; a longer name is not cut by a shorter', () => {
  const [privacy] = notices;
  if (privacy === undefined) throw new Error('the sample has no notice');
  const party = (id: string, legalName: string) => ({ id, legalName, kind: 'lender' as const, contact: '1' });
  const parties = [party('a', '江南银行'), party('b', '江南银行常州分行')];
  expect(
    consentSentence(
      { ...privacy, summary: '我同意提供给江南银行常州分行。', parties: parties.slice(1) },
      words,
    ),
  ).toEqual([
    { text: '我同意提供给', strong: false },
    { text: '江南银行常州分行', strong: true },
    { text: '。', strong: false },
  ]);
  const added = consentSentence({ ...privacy, summary: '我同意。', parties }, words);
  expect(added.filter(({ strong }) => strong).map(({ text }) => text)).toEqual([
    '江南银行',
    '江南银行常州分行',
  ]);
  expect(added.map(({ text }) => text).join('')).toBe('我同意。（接收方：江南银行、江南银行常州分行）');
});
