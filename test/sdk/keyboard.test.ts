/** The form by keyboard alone, from its first field to the receipt: order of focus, where it goes, that it is seen. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openPage, scriptPage, textbox } from './open-page.ts';
import { bundle } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set(
    '/',
    partnerPage(`<a id="before" href="#">前</a>${scriptPage('biz-loan')}<a id="after" href="#">后</a>`),
  );
});

/** What has the focus, through the shadow root: its label, words or id; and how its focus shows. */
function focused(page: Page): Promise<{ name: string; isSeen: boolean }> {
  return page.evaluate(() => {
    const inner = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    if (!inner) return { name: '', isSeen: false };
    const { outlineStyle, outlineWidth } = getComputedStyle(inner);
    const label = 'labels' in inner && inner.labels instanceof NodeList ? inner.labels[0] : null;
    const group = inner.closest('fieldset.field')?.querySelector('legend b')?.textContent;
    const bold = label instanceof Element ? label.querySelector('b')?.textContent : null;
    const words = bold ?? label?.textContent ?? inner.textContent ?? '';
    const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    const box = inner.getBoundingClientRect();
    const isInView = box.bottom > 0 && box.top < innerHeight;
    const own =
      inner.getAttribute('type') === 'checkbox' && inner.closest('.row') ? '同意' : words.slice(0, 20);
    return {
      name: inner.id === 'before' || inner.id === 'after' ? inner.id : (group ?? own),
      isSeen: ring && isInView,
    };
  });
}

/** Presses Tab until the page's own link after the form has the focus; every stop, and whether each could be seen. */
async function tabThrough(page: Page): Promise<{ stops: string[]; unseen: string[] }> {
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const { name, isSeen } = await focused(page);
    if (name === 'after') return { stops, unseen };
    stops.push(name);
    if (!isSeen) unseen.push(name);
  }
  throw new Error(`the focus never left the form: ${stops.join(', ')}`);
}

test('the focus goes through the first step in the order it reads, is always seen, and leaves', async () => {
  const { page } = await openPage(browser, server, '/', { viewport: { width: 390, height: 500 } });
  await textbox(page, '姓名').waitFor();
  await page.locator('#before').focus();
  expect(await tabThrough(page)).toEqual({
    stops: ['大字版', '姓名', '手机号码', '身份证号码', '下一步'],
    unseen: [],
  });
});

/** What is offered below the amount. */
const quickAmounts = ['2万元', '5万元', '20万元', '50万元'];

test('from the first field to the receipt without a pointer', async () => {
  const { page, trouble } = await openPage(browser, server, '/', { viewport: { width: 390, height: 844 } });
  await textbox(page, '姓名').waitFor();
  const { keyboard } = page;
  await page.locator('#before').focus();
  await keyboard.press('Tab');
  expect((await focused(page)).name).toBe('大字版');
  await keyboard.press('Tab');
  await keyboard.type('张三');
  await keyboard.press('Tab');
  await keyboard.type('1380013');
  // Enter in a field is the button's press: what is wrong gets the focus and says so.
  await keyboard.press('Enter');
  await page.getByText('请填写11位手机号码').or(page.locator('#e-phone:not(:empty)')).first().waitFor();
  expect((await focused(page)).name).toBe('手机号码');
  expect(await textbox(page, '手机号码').getAttribute('aria-invalid')).toBe('true');
  await keyboard.type('8000');
  await keyboard.press('Enter');
  await page.getByText('第2步，共2步').first().waitFor();
  await keyboard.press('Tab');
  expect((await focused(page)).name).toBe('经营身份');
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  // 江苏 is the tenth of the provinces, 常州 the fourth of its cities.
  for (let presses = 0; presses < 10; presses++) await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  for (let presses = 0; presses < 4; presses++) await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await keyboard.type('200000');
  for (const quick of quickAmounts) {
    await keyboard.press('Tab');
    expect(await focused(page)).toEqual({ name: quick, isSeen: true });
  }
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await keyboard.press('ArrowRight');
  await keyboard.press('Tab');
  expect(await focused(page)).toEqual({ name: '同意', isSeen: true });
  await keyboard.press('Space');
  // The notice: opened, read, closed; the focus is back on what opened it.
  await keyboard.press('Tab');
  expect((await focused(page)).name).toContain('个人信息处理规则');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await keyboard.press('End');
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect((await focused(page)).name).toContain('个人信息处理规则');
  for (let presses = 0; presses < 5; presses++) await keyboard.press('Tab');
  // The last row is the statement of age.
  expect(await focused(page)).toEqual({ name: '同意', isSeen: true });
  await keyboard.press('Space');
  await keyboard.press('Tab');
  expect(await focused(page)).toEqual({ name: '提交并授权联系', isSeen: true });
  await keyboard.press('Space');
  await page.getByText('申请已受理').waitFor();
  expect((await focused(page)).name).toContain('申请已受理');
  await keyboard.press('Tab');
  expect(await focused(page)).toEqual({ name: '复制网址', isSeen: true });
  await keyboard.press('Tab');
  expect(await focused(page)).toEqual({ name: '查看授权回执', isSeen: true });
  expect(server.posted.map(({ submission }) => submission.values)).toEqual([
    {
      name: '张三',
      phone: '13800138000',
      identity: 'individual',
      region: '320400',
      amount: 200_000,
      term: 12,
    },
  ]);
  expect(server.posted[0]?.submission.grants[0]?.decision).toBe('granted');
  expect(trouble).toEqual([]);
});

test('while the sheet is open the focus stays in it, both ways', async () => {
  const { page } = await openPage(browser, server, '/', { viewport: { width: 390, height: 844 } });
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '《个人信息处理规则》' }).click();
  await page.getByRole('dialog').waitFor();
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
    await page.keyboard.press(key);
    const isOutside = await page.evaluate(() => {
      const root = document.activeElement?.shadowRoot;
      // The browser's own controls may have the focus between two rounds; the page behind may not.
      return root?.activeElement
        ? !root.activeElement.closest('dialog')
        : document.activeElement !== document.body;
    });
    expect(isOutside, key).toBe(false);
  }
});
