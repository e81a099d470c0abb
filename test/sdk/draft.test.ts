/** Drafts: what was typed comes back in this tab for a day, lies nowhere in clear, and costs no page an error. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Draft } from '../../sdk/draft/draft-store.ts';
import { launchChromium } from '../browser/chromium.ts';
import { bundled } from './bundled.ts';
import type * as draftPage from './draft-page.ts';
import { barePage, RoutedServer, script } from './routed-server.ts';

declare global {
  interface Window {
    DraftPage: typeof draftPage;
  }
}

let browser: Browser;
let context: BrowserContext;
let page: Page;
let trouble: string[];
const server = new RoutedServer();
let draftScript = '';
const dayMs = 86_400_000;
const draft: Draft = {
  digest: 'sha256:1',
  step: 1,
  answers: [
    ['name', '张三'],
    ['phone', '138 0013 8000'],
    ['uses', ['周转', '进货']],
  ],
};

beforeAll(async () => {
  [browser, draftScript] = await Promise.all([
    launchChromium(),
    bundled('test/sdk/draft-page.ts', 'DraftPage'),
    server.listen(),
  ]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(async () => {
  for (const earlier of browser.contexts()) await earlier.close();
  server.reset();
  server.routes.set('/draft.js', script(draftScript));
  server.routes.set('/', barePage(['/draft.js']));
  context = await browser.newContext();
  trouble = [];
  page = await openTab();
});

async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  tab.on('pageerror', (error) => trouble.push(error.message));
  tab.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  await tab.goto(server.origin);
  return tab;
}

async function save(tab: Page, kept: Draft = draft, form = 'loan'): Promise<void> {
  await tab.evaluate(([one, id]) => window.DraftPage.createDraftStore('acme', id).save(one), [
    kept,
    form,
  ] as const);
}

const load = (tab: Page, form = 'loan') =>
  tab.evaluate((id) => window.DraftPage.createDraftStore('acme', id).load(), form);
const marked = (tab: Page) => tab.evaluate(() => window.DraftPage.hasDraft('acme', 'loan'));
const kept = (tab: Page) => tab.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]);
const envelopes = (tab: Page) =>
  tab.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':draft:')));

async function saved(tab: Page): Promise<void> {
  await save(tab);
  await expect.poll(() => envelopes(tab).then((all) => all.length)).toBeGreaterThan(0);
}

test('it outlives a reload, and no word of it can be read in any storage', async () => {
  expect(await marked(page)).toBe(false);
  await saved(page);
  const stored = JSON.stringify(await kept(page));
  for (const word of ['张三', '138', 'phone', '周转', 'sha256']) expect(stored).not.toContain(word);
  await page.reload();
  expect(await marked(page)).toBe(true);
  expect(await load(page)).toEqual(draft);
  expect(trouble).toEqual([]);
});

test('a reload right after the last key keeps that key', async () => {
  await save(page);
  await page.reload();
  expect(await load(page)).toEqual(draft);
});

test('a remount in the same page has it at once', async () => {
  await save(page);
  expect(await load(page)).toEqual(draft);
});

test('the latest wins, and fast typing is written once', async () => {
  const written = await page.evaluate(async (one) => {
    let writes = 0;
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.includes(':draft:')) writes++;
      setItem.call(this, key, value);
    };
    const store = window.DraftPage.createDraftStore('acme', 'loan');
    for (let step = 0; step <= 30; step++) store.save({ ...one, step });
    await new Promise((resolve) => setTimeout(resolve, 700));
    return writes;
  }, draft);
  expect(written).toBe(1);
  await page.reload();
  expect(await load(page)).toMatchObject({ step: 30 });
});

test('dropped, it is gone from everywhere, even while it is being written', async () => {
  await saved(page);
  await page.evaluate(async (one) => {
    const store = window.DraftPage.createDraftStore('acme', 'loan');
    store.save(one);
    dispatchEvent(new Event('pagehide'));
    store.drop();
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, draft);
  expect(await kept(page)).toEqual([{}, {}]);
  expect(await load(page)).toBeNull();
});

test('what a form keeps besides its answers is not kept', async () => {
  const more = { ...draft, ticked: ['privacy'], phoneCode: '123456' };
  await save(page, more);
  expect(Object.keys((await load(page)) ?? {}).sort()).toEqual(['answers', 'digest', 'step']);
});

test('a draft and a submission under way keep out of each other’s way', async () => {
  await saved(page);
  await page.evaluate(() => window.DraftPage.createSealedStore('outbox', 'acme', 'loan').save('{"id":1}'));
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBe(2);
  await page.evaluate(() => window.DraftPage.createDraftStore('acme', 'loan').drop());
  await page.reload();
  expect(await load(page)).toBeNull();
  expect(await marked(page)).toBe(true);
  expect(await page.evaluate(() => window.DraftPage.createSealedStore('outbox', 'acme', 'loan').load())).toBe(
    '{"id":1}',
  );
});

test('a draft that is written after a submission was kept, though saved before it, leaves it where it is', async () => {
  await page.evaluate(async (one) => {
    window.DraftPage.createDraftStore('acme', 'loan').save(one);
    // The button pressed right after the last key.
    await new Promise((done) => setTimeout(done, 20));
    window.DraftPage.createSealedStore('outbox', 'acme', 'loan').save('{"id":1}');
  }, draft);
  await expect
    .poll(() => page.evaluate(() => Object.keys(localStorage).some((key) => key.includes(':draft:'))))
    .toBe(true);
  await page.reload();
  expect(await page.evaluate(() => window.DraftPage.createSealedStore('outbox', 'acme', 'loan').load())).toBe(
    '{"id":1}',
  );
});

test('a draft written while the submission beside it is dropped can still be opened', async () => {
  await page.evaluate((one) => {
    const outbox = window.DraftPage.createSealedStore('outbox', 'acme', 'loan');
    outbox.save('{"id":1}');
    window.DraftPage.createDraftStore('acme', 'loan').save(one);
    dispatchEvent(new Event('pagehide'));
    // Both are being sealed now, with one key, which goes with the first of them.
    outbox.drop();
  }, draft);
  await expect.poll(() => envelopes(page).then((all) => all.length)).toBe(1);
  await page.reload();
  expect(await load(page)).toEqual(draft);
});

describe('time', () => {
  /** Loads the draft in a page whose clock has moved on since it was saved. */
  async function loadAfter(ms: number): Promise<Draft | null> {
    await saved(page);
    await page.reload();
    await page.evaluate((moved) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + moved;
    }, ms);
    return load(page);
  }
  test('a minute less than a day is kept', async () => {
    expect(await loadAfter(dayMs - 60_000)).toEqual(draft);
  });
  test.each([
    ['a day old', dayMs],
    ['a year old, or the clock jumped', 365 * dayMs],
    ['from the future, or the clock was turned back', -60_000],
  ])('one that is %s is gone for good', async (_name, ms) => {
    expect(await loadAfter(ms)).toBeNull();
    expect(await kept(page)).toEqual([{}, {}]);
  });
  test('a clock that is always wrong by a year does no harm', async () => {
    await page.addInitScript((moved) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() - moved;
    }, 365 * dayMs);
    await page.reload();
    await saved(page);
    await page.reload();
    expect(await load(page)).toEqual(draft);
  });
});

describe('what is not its own opens nothing, breaks nothing and is cleared away:', () => {
  /** Changes what is stored for the form, given its name and value, then loads in a new page. */
  test.each([
    ['a bit changed', 'value.slice(0, -9) + (value.at(-9) === "A" ? "B" : "A") + value.slice(-8)'],
    ['cut short', 'value.slice(0, 30)'],
    ['a later date written on it', 'value.replace(/^1\\.\\d+/, "1." + (Date.now() - 5))'],
    ['a date that is none', 'value.replace(/^1\\.\\d+/, "1.NaN")'],
    ['another text', '"{}"'],
    ['no base64', '"1." + Date.now() + ".===="'],
    ['nothing', '""'],
  ])('%s', async (_name, change) => {
    await saved(page);
    await page.evaluate(`(() => {
      const key = Object.keys(localStorage)[0];
      const value = localStorage.getItem(key);
      localStorage.setItem(key, ${change});
    })()`);
    await page.reload();
    expect(await load(page)).toBeNull();
    expect(await kept(page)).toEqual([{}, {}]);
    expect(trouble).toEqual([]);
  });

  test('another form’s envelope under this form’s name and key', async () => {
    await saved(page);
    await page.evaluate(() => {
      for (const storage of [localStorage, sessionStorage])
        for (const key of Object.keys(storage))
          storage.setItem(key.replace('acme/loan', 'acme/other'), storage.getItem(key) ?? '');
    });
    await page.reload();
    expect(await load(page, 'other')).toBeNull();
    expect(await load(page)).toEqual(draft);
  });

  test('another key', async () => {
    await saved(page);
    await page.evaluate(() => {
      const [name = ''] = Object.keys(sessionStorage);
      const [slot] = (sessionStorage.getItem(name) ?? '').split('.');
      sessionStorage.setItem(name, `${slot}.${'A'.repeat(43)}=`);
    });
    await page.reload();
    expect(await load(page)).toBeNull();
  });

  test.each([
    '{"digest":1}',
    '[]',
    'null',
    '{"digest":"d","step":-1,"answers":[]}',
    '{"digest":"d","step":0,"answers":[["a",{"b":1}]]}',
  ])('sealed, but no draft: %s', async (text) => {
    await page.evaluate((one) => window.DraftPage.createSealedStore('draft', 'acme', 'loan').save(one), text);
    expect(await load(page)).toBeNull();
  });
});

test('two tabs have a draft each; a new tab has none', async () => {
  const second = await openTab();
  await saved(page);
  await save(second, { ...draft, step: 2 });
  await expect.poll(() => envelopes(page).then((all) => all.length)).toBe(2);
  await Promise.all([page.reload(), second.reload()]);
  expect(await load(page)).toMatchObject({ step: 1 });
  expect(await load(second)).toMatchObject({ step: 2 });
  const third = await openTab();
  expect([await marked(third), await load(third)]).toEqual([false, null]);
  expect(await envelopes(third)).toHaveLength(2);
});

test('what a closed tab left behind is cleared away after a day, and nothing else of the page is', async () => {
  const second = await openTab();
  await saved(second);
  const [left] = await envelopes(second);
  await second.close();
  await page.evaluate((moved) => {
    localStorage.setItem('theirs', '1');
    localStorage.setItem('jinjian:acme', '[]');
    const now = Date.now.bind(Date);
    Date.now = () => now() + moved;
  }, dayMs);
  await save(page);
  await expect.poll(async () => (await envelopes(page)).some((one) => one !== left)).toBe(true);
  expect(await envelopes(page)).toHaveLength(1);
  expect(
    await page.evaluate(() => [localStorage.getItem('theirs'), localStorage.getItem('jinjian:acme')]),
  ).toEqual(['1', '[]']);
});

describe('pages with less', () => {
  test('a sandboxed frame, where every storage throws: kept for a remount, never an error', async () => {
    server.routes.set('/host', {
      body: `<!doctype html><link rel="icon" href="data:,"><iframe sandbox="allow-scripts" src="/"></iframe>`,
    });
    await page.goto(`${server.origin}/host`);
    const frame = page.frames()[1];
    if (frame === undefined) throw new Error('no frame');
    await frame.waitForFunction(() => 'DraftPage' in window);
    const seen = await frame.evaluate(async (one) => {
      const { createDraftStore, hasDraft } = window.DraftPage;
      const marks = [hasDraft('acme', 'loan')];
      createDraftStore('acme', 'loan').save(one);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const loaded = await createDraftStore('acme', 'loan').load();
      createDraftStore('acme', 'loan').drop();
      return { marks, loaded, gone: await createDraftStore('acme', 'loan').load() };
    }, draft);
    expect(seen).toEqual({ marks: [false], loaded: draft, gone: null });
    expect(trouble).toEqual([]);
  });

  test('a full storage: kept for a remount, no older draft comes back after a reload', async () => {
    await saved(page);
    await page.evaluate(async (one) => {
      let size = 5_000_000;
      for (let at = 0; size > 0; at++) {
        try {
          localStorage.setItem(`fill${at}`, 'x'.repeat(size));
        } catch {
          size = Math.floor(size / 2);
        }
      }
      const answers: [string, string][] = [['note', '长'.repeat(500)]];
      window.DraftPage.createDraftStore('acme', 'loan').save({ ...one, answers });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, draft);
    expect(await load(page)).toMatchObject({ answers: [['note', '长'.repeat(500)]] });
    await page.reload();
    expect(await load(page)).toBeNull();
    expect(trouble).toEqual([]);
  });

  test('http, without crypto.subtle: kept for a remount, nothing is stored', async () => {
    await page.route('http://partner.test/**', (route) => {
      const isScript = route.request().url().endsWith('.js');
      const body = isScript
        ? draftScript
        : '<!doctype html><link rel="icon" href="data:,"><script src="/draft.js"></script>';
      return route.fulfill({ body, contentType: isScript ? 'text/javascript' : 'text/html' });
    });
    await page.goto('http://partner.test/');
    await save(page);
    await page.waitForTimeout(500);
    expect(await load(page)).toEqual(draft);
    expect(await kept(page)).toEqual([{}, {}]);
    await page.reload();
    expect([await marked(page), await load(page)]).toEqual([false, null]);
    expect(trouble).toEqual([]);
  });
});
