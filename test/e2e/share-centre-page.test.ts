/** Owns the screens of the share centre in a real browser on the built script and the real server; must not reach inside. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { qualifiedStaff, saveCampaign } from './lending-campaign.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { campaigns, contents, counts, type Stage, setStage } from './share-centre-stage.ts';

const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const screens = [
  ['a phone', onPhone],
  ['a desk', { viewport: { width: 1280, height: 800 } }],
] as const;
const full: Stage = { campaigns, contents, counts: counts(Date.now()) };

let running: RunningTenant;
let browser: Browser;
let token = '';
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  await saveCampaign(running.client);
  const staff = await qualifiedStaff(running.client);
  token = staff.token;
  await running.client.call('PATCH', `/v1/promoters/${staff.id}`, { title: '客户经理' });
});
afterAll(async () => {
  await browser.close();
  await running.end();
});

interface Opened {
  page: Page;
  wrong: string[];
  /** Every address that the page asked for. */
  asked: string[];
}

async function open(stage: Stage, hash = '', options: BrowserContextOptions = onPhone): Promise<Opened> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|ERR_/.test(message.text()))
      wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await setStage(page, stage);
  await page.goto(`${running.server.url}/p/acme${hash}`);
  return { page, wrong, asked };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.each(screens)('on %s', (name, options) => {
  const see = (page: Page, screen: string) => look(page, `share, ${name}, ${screen}`);

  test('every screen stands without a finding of axe, light and dark', async () => {
    const { page, wrong } = await open(full, '', options);
    await page.getByLabel('推广密钥').waitFor();
    await see(page, 'sign-in');
    await button(page, '进入').click();
    await page.getByText('请粘贴您的推广密钥').waitFor();
    await see(page, 'sign-in refused');
    await page.getByLabel('推广密钥').fill(token);
    await button(page, '进入').click();
    await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
    await see(page, 'campaigns and counts');
    await button(page, '海报').click();
    await page.getByRole('img', { name: /的海报/ }).waitFor();
    await see(page, '海报');
    for (const way of ['链接', '二维码', '文案', '更多']) {
      await button(page, way).click();
      await expect.poll(() => page.getByText('正在准备…').count()).toBe(0);
      await see(page, way);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test('an empty one says the next step, one without network says so and tries again', async () => {
    const { page, wrong } = await open({}, `#k=${token}`, options);
    await page.getByText('还没有可分享的活动。').waitFor();
    await page.getByText('还没有人打开您的链接。').waitFor();
    await see(page, 'empty');
    await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
    await page.reload();
    await page.getByText('网络不通，请检查网络后重试').waitFor();
    await see(page, 'offline');
    await page.unroute('**/v1/**');
    await setStage(page, full);
    await button(page, '重试').click();
    await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

describe('the token', () => {
  test('comes in the fragment, leaves the address at once, is sent as a header alone and ends with the visit', async () => {
    const { page, asked } = await open(full, `#k=${token}`);
    await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
    expect(page.url()).toBe(`${running.server.url}/p/acme`);
    expect(asked.filter((url) => url.includes('jk_') && !url.includes('#k='))).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 1]);
    await page.goBack().catch(() => null);
    expect(page.url()).not.toContain('jk_');
    await page.context().close();
  });

  test('stays on the phone when asked to, and signing out forgets it', async () => {
    const { page } = await open(full, `#k=${token}`);
    await page.getByLabel('在这台手机上记住').check();
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([1, 0]);
    await page.reload();
    await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
    await button(page, '退出').click();
    await page.getByLabel('推广密钥').waitFor();
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await page.context().close();
  });

  test.each([
    ['garbage', '这不像推广密钥：它以 jk_ 开头，请完整复制后再粘贴'],
    [`jk_other_${'a'.repeat(32)}`, '这个密钥属于另一家机构，请核对'],
    [`jk_acme_${'a'.repeat(32)}`, /^密钥已失效/],
  ])('%s is refused in words', async (pasted, told) => {
    const { page } = await open(full);
    await page.getByLabel('推广密钥').fill(pasted);
    await page.getByLabel('推广密钥').press('Enter');
    await page.getByText(told).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.context().close();
  });

  test('of the tenant’s owner opens nothing here', async () => {
    const { page } = await open(full);
    await page.getByLabel('推广密钥').fill(running.client.apiKey);
    await button(page, '进入').click();
    await page.getByText('这不是推广人的密钥。').waitFor();
    await page.context().close();
  });

  test('of whoever has left is told as such, also when it was remembered', async () => {
    const made = await running.client.call('POST', '/v1/promoters', { kind: 'partner', name: '李雷' });
    const { page } = await open(full, `#k=${String(made.body.token)}`);
    await page.getByRole('heading', { name: '李雷 渠道' }).waitFor();
    await running.client.call('DELETE', `/v1/promoters/${made.body.id}`);
    await page.reload();
    await page.getByText('密钥已失效').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.context().close();
  });
});

describe.each(screens)('a link of another promoter on %s', (name, options) => {
  const signedIn = (page: Page, heading: string) => page.getByRole('heading', { name: heading }).waitFor();
  const question = (page: Page) => page.getByRole('heading', { name: '这是另一位推广人的链接' });
  const kept = (page: Page) =>
    page.evaluate(() => [localStorage, sessionStorage].map((one) => one.getItem('jinjian-share:acme')));
  let other = '';
  beforeAll(async () => {
    const made = await running.client.call('POST', '/v1/promoters', { kind: 'partner', name: '李雷' });
    other = String(made.body.token);
  });

  test('asks before it takes the place of the session that is open; kept, nothing has changed', async () => {
    const { page, wrong } = await open(full, `#k=${token}`, options);
    await signedIn(page, '张敏 员工');
    // The fragment alone changes, as from a link on the page itself.
    await page.evaluate((hash) => location.assign(hash), `#k=${other}`);
    await question(page).waitFor();
    await page.getByText('现在打开的是张敏（员工）的分享中心，这个链接属于李雷（渠道）。').waitFor();
    expect(page.url()).not.toContain('jk_');
    expect(await kept(page)).toEqual([null, token]);
    await look(page, `share, ${name}, another promoter's link`);
    await button(page, '不换，继续使用').click();
    await signedIn(page, '张敏 员工');
    expect(await kept(page)).toEqual([null, token]);
    await page.reload();
    await signedIn(page, '张敏 员工');
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test('takes the place of a remembered session only when told to', async () => {
    const { page } = await open(full, `#k=${token}`, options);
    await page.getByLabel('在这台手机上记住').check();
    const next = await page.context().newPage();
    await setStage(next, full);
    await next.goto(`${running.server.url}/p/acme#k=${other}`);
    await question(next).waitFor();
    expect(await kept(next)).toEqual([token, null]);
    // Left unanswered, and opened again without the link.
    await next.reload();
    await signedIn(next, '张敏 员工');
    await next.goto(`${running.server.url}/p/acme#k=${other}`);
    await button(next, '换用这个链接').click();
    await signedIn(next, '李雷 渠道');
    expect(await kept(next)).toEqual([null, other]);
    await page.context().close();
  });

  test('whose token opens nothing changes nothing', async () => {
    const { page } = await open(full, `#k=${token}`, options);
    await signedIn(page, '张敏 员工');
    for (const dead of [`jk_acme_${'a'.repeat(32)}`, running.client.apiKey, `jk_other_${'a'.repeat(32)}`]) {
      await page.evaluate((hash) => location.assign(hash), `#k=${dead}`);
      await expect.poll(() => page.url()).not.toContain('jk_');
      await signedIn(page, '张敏 员工');
      expect(await question(page).count()).toBe(0);
      expect(await kept(page)).toEqual([null, token]);
    }
    await page.context().close();
  });

  test('is not asked about when the session that is kept has ended, nor when it is one’s own', async () => {
    const made = await running.client.call('POST', '/v1/promoters', { kind: 'partner', name: '韩梅梅' });
    const { page } = await open(full, `#k=${String(made.body.token)}`, options);
    await signedIn(page, '韩梅梅 渠道');
    await page.goto(`${running.server.url}/p/acme#k=${String(made.body.token)}`);
    await signedIn(page, '韩梅梅 渠道');
    await running.client.call('DELETE', `/v1/promoters/${made.body.id}`);
    await page.goto('about:blank');
    await page.goto(`${running.server.url}/p/acme#k=${other}`);
    await signedIn(page, '李雷 渠道');
    await page.context().close();
  });

  test('can be judged only with the network, and is judged again once it is back', async () => {
    const { page } = await open(full, `#k=${token}`, options);
    await signedIn(page, '张敏 员工');
    await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
    await page.evaluate((hash) => location.assign(hash), `#k=${other}`);
    await page.getByText('网络不通，请检查网络后重试').waitFor();
    expect(await kept(page)).toEqual([null, token]);
    await page.unroute('**/v1/**');
    await setStage(page, full);
    await button(page, '重试').click();
    await question(page).waitFor();
    await page.context().close();
  });
});

test('the keyboard alone signs in, opens a way and copies', async () => {
  const { page } = await open(full, '', {
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByLabel('推广密钥').focus();
  await page.keyboard.type(token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '张敏 员工' }).waitFor();
  await button(page, '链接').focus();
  await page.keyboard.press('Enter');
  await button(page, '复制链接').waitFor();
  await expect.poll(() => button(page, '链接').getAttribute('aria-expanded')).toBe('true');
  await button(page, '复制链接').focus();
  await page.keyboard.press('Space');
  await button(page, '已复制').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/s\/acme\/[2-9A-HJ-NP-Z]{10}$/);
  await page.context().close();
});
