/** The door in a browser: solved in a worker or in slices, on strict and hostile pages, and never in anyone's way. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installedVersion } from '../../bin/serve/installed.ts';
import { launchChromium } from '../browser/chromium.ts';
import { judge, makeChallenge } from './altcha-server.ts';
import { bundled } from './bundled.ts';
import type * as doorPage from './door-page.ts';
import { barePage, json, RoutedServer, script } from './routed-server.ts';

declare global {
  interface Window {
    DoorPage: typeof doorPage;
    door: ReturnType<typeof doorPage.doorAt>;
    violations: string[];
    skippedMs: number;
  }
}

let browser: Browser;
let page: Page;
let doorScript: string;
let solverScript: string;
/** The page's own server and another one, which is Jinjian's on a partner's page. */
const own = new RoutedServer();
const other = new RoutedServer();
const solver = `/w/jinjian-${installedVersion()}-solver.js`;
const challenge = '/v1/t/acme/challenge';
const lastCounter = 59_000;
let workers: string[] = [];

beforeAll(async () => {
  [browser, doorScript, solverScript] = await Promise.all([
    launchChromium(),
    bundled('test/sdk/door-page.ts', 'DoorPage'),
    bundled('sdk/door/solver-worker.ts', 'Solver'),
    own.listen(),
    other.listen(),
  ]);
});
afterAll(() => Promise.all([browser.close(), own.close(), other.close()]));
beforeEach(async () => {
  for (const context of browser.contexts()) await context.close();
  workers = [];
  for (const server of [own, other]) {
    server.reset();
    server.routes.set('/door.js', script(doorScript));
    server.routes.set(solver, script(solverScript));
    server.routes.set(challenge, async () => json(await makeChallenge(30_000)));
  }
});

/** Opens a page of `own` with the door's script, and a door to `base`. */
async function open(base: string, policy?: string): Promise<void> {
  page = await browser.newPage();
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.addInitScript(() => {
    window.violations = [];
    addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
    window.skippedMs = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + window.skippedMs;
  });
  own.routes.set('/', barePage([`${base}/door.js`], policy));
  await page.goto(own.origin);
  await page.evaluate((at) => {
    window.door = window.DoorPage.doorAt(at);
  }, base);
}

async function payload(): Promise<string> {
  const given = await page.evaluate(() => window.door.payload());
  if (given === undefined) throw new Error('no payload');
  return given;
}

/** Solves by one worker at `base`, however good the page's own thread is. */
async function inWorker(base: string) {
  const { parameters } = await makeChallenge(20_000);
  const { cost, keyPrefix, nonce, salt } = parameters;
  const work = { cost, keyPrefix, nonce, salt, keyLength: 32 };
  return page.evaluate(([url, given]) => window.DoorPage.solveInWorker(url, given, 0, 20_000), [
    base + solver,
    work,
  ] as const);
}

const violations = () => page.evaluate(() => window.violations);

test('on a page of the server a worker solves it', async () => {
  await open(own.origin);
  expect(await judge(await payload())).toMatchObject({ verified: true, counter: 30_000 });
  expect(workers).toEqual([own.origin + solver]);
});

test("on a partner's page it is solved with no worker, no further request and no leave asked", async () => {
  const host = other.origin;
  await open(host, `script-src ${host}; style-src 'self'; connect-src ${host}`);
  expect(await judge(await payload())).toMatchObject({ verified: true });
  expect([workers, await violations(), other.count(solver)]).toEqual([[], [], 0]);
});

test("on a partner's page a worker of another origin can be had too, where slices take too long", async () => {
  await open(other.origin);
  expect(await inWorker(other.origin)).toMatchObject({ counter: 20_000 });
  expect(workers[0]).toMatch(/^blob:/);
});

test('work that is more than the slices may take goes on in a worker, from where they stopped', async () => {
  other.routes.set(challenge, async () => json(await makeChallenge(30_000, { cost: 100 })));
  await open(other.origin);
  expect(await judge(await payload())).toMatchObject({ verified: true, counter: 30_000 });
  expect(workers).toHaveLength(1);
});

describe('where there can be no worker, slices solve it:', () => {
  test.each([
    ['the page forbids it', "worker-src 'none'"],
    ['Trusted Types without leave for us', "require-trusted-types-for 'script'; trusted-types 'none'"],
  ])('%s', async (_name, policy) => {
    await open(own.origin, policy);
    expect(await judge(await payload())).toMatchObject({ verified: true });
    expect(workers).toEqual([]);
  });

  test('the script is not there', async () => {
    own.routes.delete(solver);
    await open(own.origin);
    expect(await judge(await payload())).toMatchObject({ verified: true });
  });

  test('it says nothing for 3 s', async () => {
    own.routes.set(solver, script(''));
    await open(own.origin);
    expect(await judge(await payload())).toMatchObject({ verified: true });
    expect(workers).toHaveLength(1);
    await expect.poll(() => page.workers().length).toBe(0);
  });

  test('the page took Worker, requestIdleCallback, AbortController and fetch away', async () => {
    await open(own.origin);
    await page.evaluate(() => {
      for (const name of ['Worker', 'requestIdleCallback', 'AbortController', 'fetch'])
        Object.defineProperty(window, name, { value: undefined });
    });
    expect(await judge(await payload())).toMatchObject({ verified: true });
  });
});

test.each(['own', 'other'])('Trusted Types that allow the policy get a worker, %s origin', async (which) => {
  const base = which === 'own' ? own.origin : other.origin;
  await open(base, "require-trusted-types-for 'script'; trusted-types jinjian");
  expect(await inWorker(base)).toMatchObject({ counter: 20_000 });
  expect(await violations()).toEqual([]);
});

test('a page over http has no crypto.subtle and needs none', async () => {
  page = await browser.newPage();
  const work = await makeChallenge(30_000);
  await page.route('http://partner.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === challenge) return route.fulfill({ json: work });
    const body = pathname === '/door.js' ? doorScript : '<!doctype html><script src="/door.js"></script>';
    return route.fulfill({ body, contentType: pathname === '/door.js' ? 'text/javascript' : 'text/html' });
  });
  await page.goto('http://partner.test/');
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle])).toEqual([false, 'undefined']);
  await page.evaluate(() => {
    window.door = window.DoorPage.doorAt(location.origin);
  });
  expect(await judge(await payload())).toMatchObject({ verified: true });
});

test('nothing is asked for before the first touch, and then once', async () => {
  await open(own.origin);
  expect(own.count(challenge)).toBe(0);
  await page.evaluate(() => {
    for (let touches = 0; touches < 5; touches++) window.door.start();
  });
  const first = await payload();
  await page.evaluate(() => window.door.start());
  expect(await payload()).toBe(first);
  expect(own.count(challenge)).toBe(1);
});

test('one that was refused or used is replaced', async () => {
  await open(own.origin);
  const first = await judge(await payload());
  await page.evaluate(() => window.door.renew());
  const second = await judge(await payload());
  expect(second.verified).toBe(true);
  expect(second.nonce).not.toBe(first.nonce);
});

test('one that grew old is replaced, before the server can say so', async () => {
  await open(own.origin);
  const first = await payload();
  const after = (ms: number) =>
    page.evaluate((skipped) => {
      window.skippedMs = skipped;
      return window.door.payload();
    }, ms);
  expect(await after(560_000)).toBe(first);
  expect(await after(575_000)).not.toBe(first);
  expect(own.count(challenge)).toBe(2);
});

test.each([-1, 1])('a clock that is wrong by %i year changes nothing', async (years) => {
  await open(own.origin);
  await page.evaluate((wrongMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + wrongMs;
  }, years * 31_536_000_000);
  const first = await payload();
  expect(await judge(first)).toMatchObject({ verified: true });
  expect(await payload()).toBe(first);
  expect(own.count(challenge)).toBe(1);
});

test('a server that asks for nothing gets nothing, and is asked once', async () => {
  own.routes.set(challenge, json({ code: 'not_found' }, 404));
  await open(own.origin);
  const ask = () => page.evaluate(() => window.door.payload());
  expect([await ask(), await ask()]).toEqual([undefined, undefined]);
  expect(own.count(challenge)).toBe(1);
});

test.each([
  ['that does not answer', 'drop' as const],
  ['that fails', json({}, 503)],
  ['behind a captive portal', { body: '<html>请登录WiFi</html>' }],
])('a server %s is asked again by the submission, then judges for itself', async (_name, reply) => {
  own.routes.set(challenge, reply);
  await open(own.origin);
  expect(await page.evaluate(() => window.door.payload())).toBeUndefined();
  own.routes.set(challenge, json(await makeChallenge(5)));
  expect(await judge(await payload())).toMatchObject({ verified: true });
});

/** Solves by slices at a quarter of the speed; answers how many of its turns were part of a long task. */
async function longShare(isAwaited: boolean): Promise<number> {
  await open(other.origin);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const { cost, keyPrefix, nonce, salt } = (await makeChallenge(lastCounter)).parameters;
  const seen = await page.evaluate(
    async ([work, awaited]) => {
      let long = 0;
      let turns = 0;
      const observer = new PerformanceObserver((list) => {
        long += list.getEntries().length;
      });
      observer.observe({ type: 'longtask' });
      const solved = await window.DoorPage.solveInSlices(work, 0, 60_000, () => {
        turns++;
        return awaited;
      });
      // Entries come a little after their task.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { share: long / turns, solved };
    },
    [{ cost, keyPrefix, nonce, salt, keyLength: 32 }, isAwaited] as const,
  );
  expect(seen.solved).toMatchObject({ counter: lastCounter });
  return seen.share;
}

test.each([false, true])(
  'at a quarter of the speed, slices do not hold the page for 50 ms (awaited: %s)',
  async (isAwaited) => {
    // On a machine that others keep busy a turn of 8 ms is now and then put off for longer: best of three, or few of many.
    let share = 1;
    for (let tries = 0; tries < 3 && share > 0; tries++) share = Math.min(share, await longShare(isAwaited));
    expect(share).toBeLessThan(0.15);
  },
);
