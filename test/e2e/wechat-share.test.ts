/** Owns the share card inside WeChat, on our pages and on a partner's: real server, real browser, the app a stand-in. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { RoutedServer } from '../sdk/routed-server.ts';
import { type Agent, WechatClient } from '../wechat/wechat-client.ts';
import { type WechatServer, wechatServer } from '../wechat/wechat-server.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';

let running: RunningTenant;
let wechat: WechatServer;
let partner: RoutedServer;
let browser: Browser;
let code = '';
const clients: WechatClient[] = [];

beforeAll(async () => {
  [running, wechat, browser] = await Promise.all([runningTenant(), wechatServer(), launchChromium()]);
  partner = await new RoutedServer().listen();
  await running.client.call('PATCH', '/v1/tenant', { origins: [partner.origin] });
  const link = await running.client.call('POST', '/v1/links', { form: 'loan' });
  code = String(link.body.code);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([running.end(), wechat.close(), partner.close()]);
});
beforeEach(async () => {
  partner.reset();
  await settings({ wechat: account(), customerReferral: false });
});
afterEach(async () => {
  wechat.account.next.token = [];
  delete wechat.account.lasting.token;
  for (const client of clients.splice(0)) await client.close();
});

const account = () => ({
  appId: wechat.account.appId,
  appSecret: wechat.account.secret,
  endpoint: wechat.url,
});

async function settings(changed: Record<string, unknown>): Promise<void> {
  const saved = await running.client.call('PATCH', '/v1/tenant', { settings: changed });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

async function open(agent: Agent): Promise<WechatClient> {
  const client = await WechatClient.open(browser, agent, wechat.account);
  clients.push(client);
  return client;
}

const formUrl = (query = '') => `${running.server.url}/f/acme/loan${query}`;
const linkUrl = (of: string) => `${running.server.url}/s/acme/${of}`;
const isShown = (client: WechatClient) => vi.waitFor(() => expect(client.shown.moments).toBeDefined(), 8000);
const formIsThere = (client: WechatClient) => client.page.getByRole('textbox', { name: '姓名' }).waitFor();
const signedFor = (client: WechatClient) => client.configs.map(({ against }) => against);

describe.each(['android', 'ios'] as const)('on %s', (agent) => {
  test('a followed link has its card: title, text and the same link, the signature taken at once (WX-03)', async () => {
    const client = await open(agent);
    await client.page.goto(linkUrl(code));
    await isShown(client);
    const title = '贷款意向登记';
    expect(client.shown).toEqual({
      chat: {
        title,
        desc: expect.stringContaining('示例助贷的贷款意向登记'),
        link: linkUrl(code),
        imgUrl: '',
      },
      moments: { title, link: linkUrl(code), imgUrl: '' },
    });
    expect(client.configs).toHaveLength(1);
    expect(client.configs[0]).toMatchObject({ isTaken: true, against: formUrl(`?r=${code}`) });
    expect(client.configs[0]?.config).toMatchObject({
      debug: false,
      jsApiList: ['updateAppMessageShareData', 'updateTimelineShareData'],
    });
    await formIsThere(client);
    expect([client.complaints, client.warnings]).toEqual([[], []]);
  });

  test('a page that was shared on before is signed with all that WeChat put into its address', async () => {
    const client = await open(agent);
    const query = `?r=${code}&from=singlemessage&isappinstalled=0`;
    await client.page.goto(`${formUrl(query)}#top`);
    await isShown(client);
    expect(signedFor(client)).toEqual([formUrl(query)]);
    expect(client.configs[0]?.isTaken).toBe(true);
    expect(client.shown.chat?.link).toBe(linkUrl(code));
  });

  test('where customers may refer, a child of the visitor’s link is shared', async () => {
    await settings({ customerReferral: true });
    const client = await open(agent);
    await client.page.goto(linkUrl(code));
    await isShown(client);
    const child = client.shown.chat?.link.slice(-10) ?? '';
    expect(client.shown.moments?.link).toBe(linkUrl(child));
    const { body } = await running.client.call('GET', `/v1/links/${child}`);
    expect(body).toMatchObject({ parent: code, depth: 2, form: 'loan' });
  });

  test('without a code the form’s own address is shared, never what the address carried', async () => {
    const client = await open(agent);
    await client.page.goto(formUrl('?jjp=signed.prefill&utm_source=x'));
    await isShown(client);
    expect(client.shown.chat?.link).toBe(formUrl());
    expect(client.shown.moments?.link).toBe(formUrl());
  });

  test('an article is shared as itself, by the visitor’s code', async () => {
    const article = {
      kind: 'article',
      title: '年化利率怎么看',
      blocks: [{ type: 'paragraph', text: '单利和IRR算出的数字不同。' }],
      form: 'loan',
    };
    expect((await running.client.call('PUT', '/v1/contents/apr', article)).status).toBe(200);
    const client = await open(agent);
    await client.page.goto(`${running.server.url}/c/acme/apr?r=${code}&from=timeline`);
    await isShown(client);
    const link = `${running.server.url}/c/acme/apr?r=${code}`;
    expect(client.shown.chat).toMatchObject({ title: article.title, link });
    expect(client.shown.moments).toMatchObject({ title: article.title, link });
  });

  test('a partner’s single-page application is signed for the address that WeChat checks', async () => {
    partner.routes.set('/start', { body: partnerPage() });
    const client = await open(agent);
    await client.page.goto(`${partner.origin}/start?r=${code}`);
    await isShown(client);
    await client.page.evaluate(() => {
      history.pushState(null, '', '/step/2?r=other');
      history.replaceState(null, '', '/step/2');
    });
    const landing = `${partner.origin}/start?r=${code}`;
    if (agent === 'ios') {
      // Nothing is to be done, and nothing may be done twice.
      await client.page.waitForTimeout(500);
      expect(signedFor(client)).toEqual([landing]);
    } else {
      client.shown = {};
      await isShown(client);
      expect(signedFor(client).at(0)).toBe(landing);
      expect(signedFor(client).at(-1)).toBe(`${partner.origin}/step/2`);
      await client.page.goBack();
      await vi.waitFor(() => expect(signedFor(client).at(-1)).toBe(landing), 5000);
    }
    expect(client.configs.every(({ isTaken }) => isTaken)).toBe(true);
    expect(client.shown.chat?.link).toBe(linkUrl(code));
    expect([client.complaints, client.warnings]).toEqual([[], []]);
  });

  test('a page that changes its address while it loads is signed for the one that WeChat checks', async () => {
    const moved = `<script>history.replaceState(null, '', '/step/1')</script>`;
    partner.routes.set('/start', { body: partnerPage().replace('async ', '') + moved });
    const client = await open(agent);
    await client.page.goto(`${partner.origin}/start`);
    await isShown(client);
    expect(signedFor(client)).toEqual([`${partner.origin}${agent === 'ios' ? '/start' : '/step/1'}`]);
    expect(client.configs[0]?.isTaken).toBe(true);
  });

  test('a signature that died is renewed once, and the card is set', async () => {
    const client = await open(agent);
    client.refusals = 1;
    await client.page.goto(formUrl());
    await isShown(client);
    expect(client.configs.map(({ isTaken }) => isTaken)).toEqual([false, true]);
    expect(client.configs[0]?.config.nonceStr).not.toBe(client.configs[1]?.config.nonceStr);
    expect(client.warnings).toEqual([]);
  });
});

describe('nothing breaks, and the console is told once, when', () => {
  async function expectOneWarning(client: WechatClient, words: string, quietMs = 500): Promise<void> {
    await vi.waitFor(() => expect(client.warnings).toHaveLength(1), 8000);
    expect(client.warnings[0]).toContain(words);
    await formIsThere(client);
    await client.page.waitForTimeout(quietMs);
    expect(client.warnings).toHaveLength(1);
    expect(client.shown).toEqual({});
  }

  test('WeChat refuses every signature', async () => {
    const client = await open('android');
    client.refusals = 99;
    await client.page.goto(formUrl());
    // Longer than the tries to set a card take.
    await expectOneWarning(client, 'signature expired', 5000);
    expect(client.configs).toHaveLength(2);
  });

  test('WeChat’s script can’t be loaded', async () => {
    const client = await open('android');
    client.isJweixinReachable = false;
    await client.page.goto(formUrl());
    await expectOneWarning(client, 'jweixin-1.6.0.js');
  });

  test('the server’s address is not on the account’s whitelist', async () => {
    wechat.account.lasting.token = { errcode: 40164 };
    const client = await open('android');
    await client.page.goto(formUrl());
    await expectOneWarning(client, 'wechat_unavailable');
    expect(client.jweixinLoads).toBe(0);
  });
});

describe('no page changes', () => {
  test.each(['chrome', 'wecom'] as const)('in %s', async (agent) => {
    const client = await open(agent);
    const response = await client.page.goto(formUrl());
    await formIsThere(client);
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self';");
    expect(await response?.text()).not.toContain('wechat');
    partner.routes.set('/start', { body: partnerPage() });
    await client.page.goto(`${partner.origin}/start`, { waitUntil: 'networkidle' });
    expect([client.jweixinLoads, client.configs]).toEqual([0, []]);
  });

  test('of a tenant without an account, inside WeChat', async () => {
    await settings({ wechat: null });
    const client = await open('android');
    const response = await client.page.goto(formUrl());
    await formIsThere(client);
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self';");
    partner.routes.set('/start', { body: partnerPage() });
    await client.page.goto(`${partner.origin}/start`, { waitUntil: 'networkidle' });
    expect(client.jweixinLoads).toBe(0);
    expect(client.warnings).toEqual([]);
  });

  test('but inside WeChat ours may load that one script’s host, and no other', async () => {
    const client = await open('android');
    const response = await client.page.goto(formUrl());
    expect(response?.headers()['content-security-policy']).toContain(
      "script-src 'self' https://res.wx.qq.com;",
    );
  });
});

test('a tag without a tenant says so', async () => {
  partner.routes.set('/start', { body: partnerPage('') });
  const client = await open('android');
  await client.page.goto(`${partner.origin}/start`, { waitUntil: 'networkidle' });
  expect(client.complaints).toEqual(['Jinjian: data-tenant 未填写。 The script tag needs data-tenant.']);
});

function partnerPage(attributes = 'data-tenant="acme" data-form="loan"'): string {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>伙伴</title><script async src="${running.server.url}/w/jinjian-wechat.js" ${attributes}></script>`;
}
