/** A frame sandboxed without same-origin: no origin, no storage, no pop-ups; the form is filled and sent all the same. */
import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, chooseRegion, openPage, scriptPage } from './open-page.ts';
import { bundle } from './sample-form.ts';
import { accepted, partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('biz-loan', bundle);
  server.pages.set('/frame', partnerPage(scriptPage('biz-loan')));
  server.pages.set(
    '/',
    '<!doctype html><title>伙伴页面</title><link rel="icon" href="data:,"><iframe sandbox="allow-scripts allow-forms" src="/frame?utm_source=wx" width="500" height="1400">',
  );
});

async function fillFrame(frame: FrameLocator): Promise<void> {
  const box = (name: string) => frame.getByRole('textbox', { name, exact: true });
  await box('姓名').fill('张三');
  await box('手机号码').fill('138 0013 8000');
  await frame.getByRole('button', { name: '下一步' }).click();
  await frame.getByText('个体工商户').click();
  await chooseRegion(frame, '经营所在地', '江苏', '常州市');
  await box('申请金额').fill('200000');
  await frame.getByText('12个月', { exact: true }).click();
  await frame.locator('.row').nth(0).getByRole('checkbox').click();
  await ageBox(frame).check();
}

test('both steps are filled and sent once, from an origin that is none', async () => {
  const { page, trouble } = await openPage(browser, server, '/');
  const [, inner] = page.frames();
  const isBare = "try { localStorage; false } catch { self.origin === 'null' }";
  await expect.poll(() => inner?.evaluate(isBare)).toBe(true);
  const frame = page.frameLocator('iframe');
  await fillFrame(frame);
  await frame.getByRole('button', { name: '提交并授权联系' }).dblclick();
  await frame.getByText('申请已受理').waitFor();
  expect(server.posted).toHaveLength(1);
  expect(server.posted[0]?.submission).toMatchObject({
    values: { name: '张三', phone: '13800138000', region: '320400', amount: 200_000 },
    utm: { source: 'wx' },
  });
  expect(trouble).toEqual([]);
});

test('a lost answer is asked for again with the same id, kept without storage', async () => {
  server.replies = ['drop', { status: 201, body: accepted }];
  const { page } = await openPage(browser, server, '/');
  const frame = page.frameLocator('iframe');
  await fillFrame(frame);
  await frame.getByRole('button', { name: '提交并授权联系' }).click();
  await frame.getByText('申请已受理').waitFor();
  expect(server.posted).toHaveLength(2);
  expect(server.posted[1]).toEqual(server.posted[0]);
});

test('the receipt’s number can be copied where the clipboard is out of reach', async () => {
  const { page } = await openPage(browser, server, '/');
  const frame = page.frameLocator('iframe');
  await fillFrame(frame);
  await frame.getByRole('button', { name: '提交并授权联系' }).click();
  await frame.getByRole('button', { name: '复制' }).click();
  await frame.getByRole('button', { name: '已复制' }).waitFor();
});
