/** Owns the page about one lead in a real browser on the built script and the real server; must not reach inside. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { look } from '../browser/look.ts';
import { espocrmConfig, espocrmVendor } from '../targets/espocrm.ts';
import { standIn } from '../targets/stand-in.ts';
import { type LeadStage, person, setLeadStage } from './lead-stage.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;
const screens = [
  ['a phone', onPhone],
  ['a desk', { viewport: { width: 1280, height: 800 } }],
] as const;
const personal = new RegExp(`${person.name}|${person.phone}|深圳市示例`);

let running: RunningTenant;
let browser: Browser;
let stage: LeadStage;
beforeAll(async () => {
  [running, browser] = await Promise.all([runningTenant(), launchChromium()]);
  stage = await setLeadStage(running);
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

async function open(url: string, options: BrowserContextOptions = onPhone): Promise<Opened> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|ERR_/.test(message.text()))
      wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  return { page, wrong, asked };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('您的密钥').fill(key);
  await button(page, '进入').click();
}

/** Outcomes as `GET …/outcomes` lists them, and what is posted to it. */
async function standInOutcomes(page: Page, items: object[]): Promise<Record<string, unknown>[]> {
  const posted: Record<string, unknown>[] = [];
  await page.route('**/v1/leads/*/outcomes', async (route) => {
    if (route.request().method() === 'GET') return route.fulfill({ json: { items } });
    const body: Record<string, unknown> = route.request().postDataJSON();
    posted.push(body);
    items.push({ at: new Date().toISOString(), ...body });
    return route.fulfill({ status: 201, json: body });
  });
  return posted;
}

describe.each(screens)('on %s', (name, options) => {
  const see = (page: Page, screen: string) => look(page, `lead, ${name}, ${screen}`);

  test('every screen stands without a finding of axe, light and dark', async () => {
    const lead = await stage.newLead();
    await stage.settled(lead.id, ['delivered']);
    const { page, wrong } = await open(lead.url, options);
    await standInOutcomes(page, [
      { id: 'oc_1', type: 'contacted', at: '2026-11-26T02:10:00.000Z' },
      { id: 'oc_2', type: 'signed', at: '2026-11-26T08:40:00.000Z', amount: 280_000 },
    ]);
    await page.getByLabel('您的密钥').waitFor();
    await see(page, 'sign-in');
    await signIn(page, 'garbage');
    await page.getByText('这不像密钥').waitFor();
    await see(page, 'sign-in refused');
    await signIn(page, stage.keys.crm);
    await page.getByText('深圳市', { exact: false }).first().waitFor();
    await see(page, 'masked');
    await button(page, '查看完整信息').click();
    await button(page, '电话回访').waitFor();
    await see(page, 'asking');
    await button(page, '电话回访').click();
    await page.getByText(person.phone).waitFor();
    await button(page, '已放款').click();
    await see(page, 'revealed');
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test('a dead delivery, an ended lead and a missing network are told plainly', async () => {
    const lead = await stage.deadLead();
    const { page, wrong } = await open(lead.url, options);
    await signIn(page, stage.keys.crm);
    await button(page, '重试').waitFor();
    await see(page, 'dead');
    await running.client.call('DELETE', `/v1/leads/${lead.id}`);
    await page.reload();
    await page.getByText('按申请人的要求删除').waitFor();
    expect(await button(page, '查看完整信息').count()).toBe(0);
    await see(page, 'erased');
    await page.route('**/v1/**', (route) => route.abort('internetdisconnected'));
    await page.reload();
    await page.getByText('网络不通，请检查网络后重试').waitFor();
    await see(page, 'offline');
    await page.unroute('**/v1/**');
    await button(page, '重试').click();
    await page.getByText('按申请人的要求删除').waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

describe('a stranger', () => {
  test('gets a page that is the same for every address, and holds nothing of anyone', async () => {
    const lead = await stage.newLead();
    const bare = async (url: string) => {
      const response = await fetch(url);
      const { tenant = '', id = '' } = /\/l\/(?<tenant>[^/]+)\/(?<id>.+)$/.exec(url)?.groups ?? {};
      const headers = Object.fromEntries(response.headers);
      const nonce = /nonce="([^"]+)"/.exec(await response.clone().text())?.[1] ?? 'none';
      const plain = (text: string) => text.replaceAll(nonce, 'N').replaceAll(tenant, 'T').replaceAll(id, 'L');
      return {
        status: response.status,
        text: plain(await response.text()),
        policy: plain(headers['content-security-policy'] ?? ''),
        cache: headers['cache-control'],
        referrer: headers['referrer-policy'],
        robots: headers['x-robots-tag'],
      };
    };
    const here = await bare(lead.url);
    expect(here).toMatchObject({ status: 200, cache: 'no-store, no-transform', referrer: 'no-referrer' });
    expect(here.robots).toContain('noindex');
    expect(here.policy).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
    expect(here.text).not.toMatch(personal);
    expect(here.text).not.toMatch(/示例助贷|小微经营贷/);
    const nobodys = `ld_${'a'.repeat(26)}`;
    expect(await bare(`${running.server.url}/l/acme/${nobodys}`)).toEqual(here);
    expect(await bare(`${running.server.url}/l/nobody-here/${nobodys}`)).toEqual(here);
    for (const path of ['/l/acme/x', '/l/A/ld_', `/l/acme/${nobodys}%22`])
      expect((await fetch(running.server.url + path)).status, path).toBe(404);
  });

  test.each([
    ['garbage', '这不像密钥：它以 jk_ 开头，请完整复制后再粘贴'],
    [`jk_other_${'a'.repeat(32)}`, '这个密钥属于另一家机构，请核对'],
    [`jk_acme_${'a'.repeat(32)}`, '密钥不对或已停用'],
  ])('%s is refused in words, and kept nowhere', async (pasted, told) => {
    const { page } = await open((await stage.newLead()).url);
    await signIn(page, pasted);
    await page.getByText(told).waitFor();
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    expect(await page.locator('jinjian-lead').textContent()).not.toMatch(/欧|139/);
    await page.context().close();
  });

  test('a key without the right is told which ones have it', async () => {
    const { page } = await open((await stage.newLead()).url);
    await signIn(page, stage.keys.marketer);
    await page.getByText('这个密钥不能查看线索').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await page.context().close();
  });

  test('a lead that is not there is told only to who may ask', async () => {
    const { page } = await open(`${running.server.url}/l/acme/ld_${'a'.repeat(26)}`);
    await signIn(page, stage.keys.crm);
    await page.getByText('没有找到这条线索').waitFor();
    await page.context().close();
  });
});

describe('who works with the lead', () => {
  test('reads it masked, then in clear for a reason that the access log has; the key is a header and nothing else', async () => {
    const lead = await stage.newLead();
    const { page, asked, wrong } = await open(lead.url, {
      ...onPhone,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await signIn(page, stage.keys.crm);
    await page.getByText('139****5678').waitFor();
    await page.getByRole('heading', { name: /^欧\*\*\*/ }).waitFor();
    for (const told of [
      '300,000元（30万元）',
      '24个月',
      '备货周转',
      '广东 深圳市',
      '门店展架',
      '示例银行股份有限公司',
    ])
      await page.getByText(told).first().waitFor();
    expect(await page.locator('jinjian-lead').textContent()).not.toMatch(personal);
    await button(page, '查看完整信息').click();
    await button(page, '查看').click();
    await page.getByText('请选择或填写查看原因').waitFor();
    await page.getByLabel('其他原因').fill('客户要求改约时间');
    await button(page, '查看').click();
    await page.getByText(person.phone).waitFor();
    await page.getByText('本次查看已记入访问日志：客户要求改约时间').waitFor();
    expect(await page.getByRole('link', { name: '拨打电话' }).getAttribute('href')).toBe(
      `tel:${person.phone}`,
    );
    await button(page, '复制号码').click();
    await button(page, '已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(person.phone);
    await button(page, '收起').click();
    await page.getByText('139****5678').waitFor();
    expect(await page.locator('jinjian-lead').textContent()).not.toMatch(personal);
    const { body } = await running.client.call('GET', `/v1/access-log?lead=${lead.id}`);
    expect(body.items).toMatchObject([{ action: 'reveal', role: 'crm', reason: '客户要求改约时间' }]);
    expect(asked.filter((url) => /jk_/.test(url) || personal.test(decodeURIComponent(url)))).toEqual([]);
    expect(page.url()).toBe(lead.url);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  test('opens the evidence report by a button, and the key stands in no address', async () => {
    const { page, wrong, asked } = await open((await stage.newLead()).url);
    expect(await page.locator('#papers').isVisible(), 'nothing before the key').toBe(false);
    await signIn(page, stage.keys.compliance);
    const [report] = await Promise.all([
      page.context().waitForEvent('page'),
      button(page, '证据报告').click(),
    ]);
    await report.getByRole('heading', { name: '电子存证报告' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, '下载证据文件').click()]);
    expect(file.suggestedFilename()).toMatch(/^evidence-ld_\w+\.json$/);
    expect([...asked, report.url()].join()).not.toContain(stage.keys.compliance);
    expect(wrong).toEqual([]);
  });

  test('with the keyboard alone signs in and reveals', async () => {
    const { page } = await open((await stage.newLead()).url, { viewport: { width: 1280, height: 800 } });
    await page.getByLabel('您的密钥').focus();
    await page.keyboard.type(stage.keys.crm);
    await page.keyboard.press('Enter');
    await button(page, '查看完整信息').focus();
    await page.keyboard.press('Enter');
    await button(page, '电话回访').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('本次查看已记入访问日志：电话回访').waitFor();
    await page.context().close();
  });

  test('keeps the key for the visit, or on the device when asked to, and signing out forgets it', async () => {
    const [first, second] = [await stage.newLead(), await stage.newLead()];
    const { page } = await open(first.url);
    await signIn(page, stage.keys.compliance);
    await page.getByText('139****5678').waitFor();
    const kept = () => page.evaluate(() => [localStorage.length, sessionStorage.length]);
    expect(await kept()).toEqual([0, 1]);
    await page.goto(second.url);
    await page.getByText('139****5678').waitFor();
    await page.getByText('同一手机号此前提交过').waitFor();
    await page.getByLabel('记住本机').check();
    expect(await kept()).toEqual([1, 0]);
    await page.reload();
    await page.getByText('139****5678').waitFor();
    await button(page, '退出').click();
    await page.getByLabel('您的密钥').waitFor();
    expect(await kept()).toEqual([0, 0]);
    await page.context().close();
  });

  test('sends a dead delivery again, and sees it arrive', async () => {
    const lead = await stage.deadLead();
    const before = running.crm.received.length;
    const { page } = await open(lead.url);
    await signIn(page, stage.keys.crm);
    await page.getByText('投递失败：对方已停用接口（HTTP 410）').waitFor();
    await button(page, '重试').click();
    await expect.poll(() => button(page, '重试').count(), { timeout: 8000 }).toBe(0);
    await page.getByText(/^已送达 · .*试过 2 次$/).waitFor();
    expect(running.crm.received.slice(before)).toHaveLength(1);
    await page.context().close();
  });

  test('says that a recipient was told by hand of what its target can’t be told of, once asked twice', async () => {
    const target = await standIn(espocrmVendor());
    const destination = {
      kind: 'espocrm',
      recipient: 'self',
      config: { ...espocrmConfig, baseUrl: `${target.url}/espo` },
    };
    await running.client.call('PUT', '/v1/destinations/espo', destination);
    const lead = await stage.newLead();
    await stage.settled(lead.id, ['delivered']);
    await running.client.call('DELETE', `/v1/leads/${lead.id}`);
    await stage.settled(lead.id, ['delivered', 'dead']);
    const { page, asked, wrong } = await open(lead.url);
    await signIn(page, stage.keys.crm);
    await page.getByText('投递失败：需要人工告知对方').waitFor();
    expect(await button(page, '重试').count()).toBe(0);
    await button(page, '已告知').click();
    await page.getByText('对方已经知道了吗？').waitFor();
    await look(page, 'lead, told by hand');
    expect(asked.filter((url) => url.endsWith('/confirm'))).toEqual([]);
    await button(page, '确认').click();
    await page.getByText(/^已人工告知 · /).waitFor();
    expect(await button(page, '确认').count()).toBe(0);
    const { body } = await running.client.call('GET', `/v1/access-log?lead=${lead.id}`);
    expect(body.items).toMatchObject([{ action: 'confirm', role: 'crm' }, { action: 'erase' }]);
    expect(wrong).toEqual([]);
    await page.context().close();
    await running.client.call('PUT', '/v1/destinations/espo', { ...destination, enabled: false });
    await target.close();
  });

  test('of a restricted lead reads that it may not be used, and can’t reveal it', async () => {
    const lead = await stage.newLead();
    await running.client.call('POST', `/v1/leads/${lead.id}/restrict`, { restricted: true });
    const { page } = await open(lead.url);
    await signIn(page, stage.keys.crm);
    await page.getByText('限制解除前请不要联系').waitFor();
    expect(await button(page, '查看完整信息').count()).toBe(0);
    await page.context().close();
  });

  test('is told when the lead was erased while the page was open', async () => {
    const lead = await stage.newLead();
    const { page } = await open(lead.url);
    await signIn(page, stage.keys.crm);
    await button(page, '查看完整信息').click();
    await running.client.call('DELETE', `/v1/leads/${lead.id}`);
    await button(page, '电话回访').click();
    await page.getByText('信息已按申请人的要求删除，无法查看').waitFor();
    await page.context().close();
  });
});

describe('outcomes', () => {
  test('are reported with an id of their own, the amount in yuan and a note; a repeat keeps the id', async () => {
    const { page } = await open((await stage.newLead()).url);
    const posted = await standInOutcomes(page, []);
    await signIn(page, stage.keys.crm);
    await page.getByText('还没有登记').waitFor();
    await button(page, '已联系').click();
    expect(await page.getByLabel(/金额/).count()).toBe(0);
    await button(page, '登记“已联系”').click();
    await expect.poll(() => posted.length).toBe(1);
    expect(posted[0]).toEqual({ id: expect.stringMatching(/^oc_[A-Za-z0-9_-]{16,}$/), type: 'contacted' });
    await button(page, '已放款').click();
    await page.getByLabel('放款金额（元，可不填）').fill('二十万');
    await button(page, '登记“已放款”').click();
    await page.getByText('金额请填整数元').waitFor();
    await page.getByLabel('放款金额（元，可不填）').fill('200,000');
    await page.getByLabel('备注（可不填）').fill('首笔');
    const ids: unknown[] = [];
    await page.route('**/v1/leads/*/outcomes', async (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      const { id }: { id?: unknown } = route.request().postDataJSON();
      ids.push(id);
      return ids.length === 1 ? route.fulfill({ status: 503, json: {} }) : route.fallback();
    });
    await button(page, '登记“已放款”').click();
    await page.getByText('没有成功，请稍后重试').waitFor();
    await button(page, '登记“已放款”').click();
    await page.getByText('200,000元（20万元）').waitFor();
    expect(posted[1]).toEqual({ id: ids[0], type: 'disbursed', amount: 200_000, reason: '首笔' });
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(ids[0]).not.toBe(posted[0]?.id);
    await page.context().close();
  });

  test('show their notes with what is revealed, and hide them with it', async () => {
    const { page } = await open((await stage.newLead()).url);
    const listed = { id: 'oc_1', type: 'contacted', at: '2026-11-26T02:10:00.000Z' };
    await standInOutcomes(page, [listed]);
    await page.route('**/v1/leads/*/reveal', async (route) => {
      const answer = await route.fetch();
      const outcomes = [{ ...listed, reason: '约好下午到店' }];
      await route.fulfill({ response: answer, json: { ...(await answer.json()), outcomes } });
    });
    await signIn(page, stage.keys.crm);
    await page.getByText('11月26日 10:10').waitFor();
    expect(await page.getByText('约好下午到店').count()).toBe(0);
    await button(page, '查看完整信息').click();
    await button(page, '核对资料').click();
    await page.getByText('11月26日 10:10 · 约好下午到店').waitFor();
    await button(page, '收起').click();
    await expect.poll(() => page.getByText('约好下午到店').count()).toBe(0);
    await page.context().close();
  });

  test('that the server does not know of are not shown, and nothing else breaks', async () => {
    const { page, wrong } = await open((await stage.newLead()).url);
    await page.route('**/v1/leads/*/outcomes', (route) =>
      route.fulfill({ status: 404, json: { code: 'not_found' } }),
    );
    await signIn(page, stage.keys.crm);
    await page.getByRole('heading', { name: '投递' }).waitFor();
    expect(await page.getByRole('heading', { name: '进展' }).count()).toBe(0);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
