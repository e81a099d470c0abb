/** Sending through everything: no network, a reload, a refused proof of work, pages that broke fetch. It goes out once. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { bundled } from './bundled.ts';
import { barePage, json, type Reply, RoutedServer, script } from './routed-server.ts';
import type * as sendPage from './send-page.ts';
import { accepted } from './stand-in.ts';

declare global {
  interface Window {
    SendPage: typeof sendPage;
  }
}

let browser: Browser;
let context: BrowserContext;
let page: Page;
let trouble: string[];
let sendScript = '';
const server = new RoutedServer();
const submissions = '/v1/t/acme/submissions';
const body = JSON.stringify({
  id: `sub_${'a'.repeat(22)}`,
  form: 'loan',
  values: { name: '张三', phone: '13800138000' },
});
const challenged = json({ code: 'challenge_failed' }, 403);

beforeAll(async () => {
  [browser, sendScript] = await Promise.all([
    launchChromium(),
    bundled('test/sdk/send-page.ts', 'SendPage'),
    server.listen(),
  ]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(async () => {
  for (const earlier of browser.contexts()) await earlier.close();
  server.reset();
  server.routes.set('/send.js', script(sendScript));
  server.routes.set(submissions, json(accepted, 201));
  context = await browser.newContext();
  trouble = [];
});

/** A page that sends; `first` is a script of the partner's that runs before ours. */
async function open(first = ''): Promise<void> {
  server.routes.set('/first.js', script(first));
  server.routes.set('/', barePage(['/first.js', '/send.js']));
  page = await context.newPage();
  page.on('pageerror', (error) => trouble.push(error.message));
  await page.goto(server.origin);
}

/** Timers run 50 times as fast: a minute of waiting takes a second. */
const hurried =
  'const wait = setTimeout; window.setTimeout = (run, ms = 0, ...more) => wait(run, ms / 50, ...more);';

const send = (isProven = false) =>
  page.evaluate(([text, proven]) => window.SendPage.send(text, proven), [body, isProven] as const);
const pending = () => page.evaluate(() => window.SendPage.pendingSubmission('acme', 'loan'));
const waits = () => page.evaluate(() => window.SendPage.seen.waits);
const posts = () => server.asked.filter(({ path }) => path === submissions).map((asked) => asked.body);

/** Begins to send and does not wait for the end. */
async function begin(): Promise<void> {
  await page.evaluate((text) => {
    window.SendPage.send(text);
  }, body);
}

/** Answers in this order; the last for all that follow. */
function answers(...replies: (Reply | 'drop')[]): void {
  server.routes.set(submissions, () => (replies.length > 1 ? replies.shift() : replies[0]) ?? 'drop');
}

describe('without a network', () => {
  test('it waits, says so, and goes out once when the network is back', async () => {
    await open();
    await context.setOffline(true);
    const outcome = send();
    await expect.poll(waits).toContain('offline');
    expect(posts()).toEqual([]);
    await context.setOffline(false);
    expect(await outcome).toEqual(accepted);
    expect(posts()).toEqual([body]);
    expect(new Set(await waits())).toEqual(new Set(['offline']));
  });

  test('it waits for longer than the quick tries take, and no event has to say that it is back', async () => {
    await open(hurried);
    server.routes.set('/healthz', 'drop');
    answers('drop');
    const outcome = send();
    await expect.poll(waits, { timeout: 15_000 }).toContain('offline');
    expect((await waits()).slice(0, 5)).toEqual(Array(5).fill('retry'));
    answers(json(accepted, 201));
    expect(await outcome).toEqual(accepted);
  });

  test('a server that can be reached and does not answer is told to the applicant', async () => {
    await open(hurried);
    answers('drop');
    expect(await send()).toMatchObject({ code: 'unreachable', errors: [] });
    expect(await waits()).toEqual(Array(5).fill('retry'));
    expect(await pending()).toBeNull();
  });

  test('the applicant can have the form back', async () => {
    await open();
    await context.setOffline(true);
    const outcome = send();
    await expect.poll(waits).toContain('offline');
    await page.evaluate(() => window.SendPage.stop());
    expect(await outcome).toMatchObject({ code: 'stopped', errors: [] });
    await context.setOffline(false);
    await page.waitForTimeout(500);
    expect(posts()).toEqual([]);
    expect(await pending()).toBeNull();
  });

  test('a form that is put on the page again meanwhile joins in, and nothing goes out twice', async () => {
    await open();
    await context.setOffline(true);
    const first = send();
    await expect.poll(waits).toContain('offline');
    expect(await pending()).toBe(body);
    const second = send();
    await context.setOffline(false);
    expect(await Promise.all([first, second])).toEqual([accepted, accepted]);
    expect(posts()).toEqual([body]);
  });
});

describe('over a reload', () => {
  async function reloadWhileSending(): Promise<void> {
    answers(json({}, 503));
    await open();
    await begin();
    await expect.poll(waits).toContain('busy');
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(1);
  }

  test('the very same bytes are sent on, and then no more', async () => {
    await reloadWhileSending();
    await page.reload();
    const kept = await pending();
    expect(kept).toBe(body);
    answers({ ...json(accepted), headers: { 'Idempotent-Replay': 'true' } });
    expect(await send()).toEqual(accepted);
    expect(new Set(posts())).toEqual(new Set([body]));
    await page.reload();
    expect(await pending()).toBeNull();
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test('nothing of it can be read in any storage', async () => {
    await reloadWhileSending();
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    for (const word of ['张三', '13800138000', 'sub_', 'phone']) expect(stored).not.toContain(word);
  });

  test.each([
    ['a day later', 'const now = Date.now; Date.now = () => now() + 86400000'],
    [
      'tampered with',
      'const [key] = Object.keys(localStorage); localStorage.setItem(key, localStorage.getItem(key).slice(0, -4))',
    ],
  ])('%s it is not sent any more', async (_name, change) => {
    await reloadWhileSending();
    await page.reload();
    await page.evaluate(change);
    expect(await pending()).toBeNull();
  });

  test('another tab knows nothing of it', async () => {
    await reloadWhileSending();
    await open();
    expect(await pending()).toBeNull();
  });

  test('what the server refused is not kept', async () => {
    await open();
    answers(
      json(
        {
          code: 'invalid_values',
          errors: [{ path: 'phone', code: 'required', message: '请填写' }, { no: 1 }],
        },
        422,
      ),
    );
    expect(await send()).toEqual({
      status: 422,
      retryAfterSeconds: null,
      requestId: undefined,
      code: 'invalid_values',
      errors: [{ path: 'phone', code: 'required', message: '请填写' }],
    });
    expect(await pending()).toBeNull();
  });
});

describe('the proof of work', () => {
  const proofs = () => posts().map((text) => JSON.parse(text).challenge);
  const renewals = () => page.evaluate(() => window.SendPage.seen.renewals);

  test('goes along with the same bytes', async () => {
    await open();
    answers('drop', json(accepted, 201));
    expect(await send(true)).toEqual(accepted);
    const proven = `${body.slice(0, -1)},"challenge":"proof-1"}`;
    expect(posts()).toEqual([proven, proven]);
    expect(await renewals()).toBe(0);
  });

  test('refused once, is made anew and the applicant hears nothing of it', async () => {
    await open();
    answers(challenged, json(accepted, 201));
    expect(await send(true)).toEqual(accepted);
    expect(proofs()).toEqual(['proof-1', 'proof-2']);
    expect(await waits()).toEqual([]);
  });

  test('refused twice, is told, and the next press has another', async () => {
    await open();
    answers(challenged, challenged, json(accepted, 201));
    expect(await send(true)).toMatchObject({ code: 'challenge_failed', errors: [] });
    expect(await send(true)).toEqual(accepted);
    expect(proofs()).toEqual(['proof-1', 'proof-2', 'proof-3']);
  });

  test('is not used again for a corrected form', async () => {
    await open();
    answers(json({ code: 'invalid_values' }, 422), json(accepted, 201));
    await send(true);
    await send(true);
    expect(proofs()).toEqual(['proof-1', 'proof-2']);
  });
});

describe('pages that broke fetch', () => {
  test.each([
    ['took it away', 'window.fetch = undefined'],
    ['let it throw', 'window.fetch = () => { throw new Error("no") }'],
    ['let it answer nothing', 'window.fetch = () => undefined'],
    ['let it promise nothing', 'window.fetch = async () => undefined'],
    [
      'let it answer what is no response',
      'window.fetch = async () => ({ ok: true, status: 201, json: () => 1 })',
    ],
    ['let it answer no status', 'window.fetch = async () => ({ status: "201", text: async () => "{}" })'],
    ['let it answer no text', 'window.fetch = async () => ({ status: 201, text: async () => 7 })'],
    [
      'let its headers throw',
      'window.fetch = async () => ({ status: 201, text: async () => 7, headers: { get() { throw 1 } } })',
    ],
    ['let it always reject', 'window.fetch = () => Promise.reject(new Error("no"))'],
    ['let it never answer', `${hurried} window.fetch = () => new Promise(() => {})`],
    [
      'let it claim a success of no meaning',
      'window.fetch = async () => new Response("{}", { status: 201 })',
    ],
  ])('a page that %s gets its one submission through', async (_name, first) => {
    await open(first);
    expect(await send()).toEqual(accepted);
    expect(posts()).toEqual([body]);
  });

  test.each([
    ['replaced later on', 'setTimeout(() => { window.fetch = () => { throw 1 } })', 0],
    ['without AbortController', 'delete window.AbortController', 0],
    [
      'with frozen prototypes',
      'for (const one of [Object, Array, Promise, Map, Set, String]) Object.freeze(one.prototype)',
      0,
    ],
  ])('fetch that was %s is used as it was', async (_name, first) => {
    await open(first);
    expect(await send()).toEqual(accepted);
    expect(posts()).toEqual([body]);
    expect(trouble).toEqual([]);
  });
});

test.each([
  ['a page of a captive portal', { body: '<html>请登录WiFi</html>' }],
  ['an empty object', json({}, 201)],
  [
    'a receipt that is a script',
    json({ ...accepted, receipt: { id: 'rc_1', url: 'javascript:alert(1)' } }, 201),
  ],
  ['a lead of another kind', json({ ...accepted, lead: 'x' }, 201)],
  ['the right body with a status that is not a success of ours', json(accepted, 206)],
])('%s is no answer: it is sent again', async (_name, reply) => {
  await open();
  answers(reply, json(accepted, 201));
  expect(await send()).toEqual(accepted);
  expect(posts()).toEqual([body, body]);
  expect(await waits()).toEqual(['retry']);
});
