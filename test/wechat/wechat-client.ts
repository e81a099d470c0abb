/** Owns the WeChat app around a page: its browser's name, jweixin as it behaves, the check of each signature; no server. */
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { signedText, type WechatAccount } from './wechat-account.ts';

const agents = {
  android:
    'Mozilla/5.0 (Linux; Android 12; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0 Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.40 WeChat/arm64 Language/zh_CN',
  ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.40 NetType/WIFI Language/zh_CN',
  wecom:
    'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 wxwork/4.1.0 MicroMessenger/7.0.1',
  chrome:
    'Mozilla/5.0 (Linux; Android 12; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0 Mobile Safari/537.36',
};
export type Agent = keyof typeof agents;

export interface Shown {
  title: string;
  desc?: string;
  link: string;
  imgUrl: string;
}

interface Config {
  appId: string;
  nonceStr: string;
  timestamp: number;
  signature: string;
  debug: boolean;
  jsApiList: string[];
}

/** What the page's jweixin asks of the app: `config`, or an interface by its name. */
interface Asked {
  name: string;
  given: Config & Shown;
  /** The page's address by now. */
  href: string;
}

/**
 * jweixin 1.6.0 as far as it matters here: `ready` waits for the first check alone and runs after a failed one too,
 * `error` hears each failure, answers come later.
 */
function fakeJweixin(): void {
  let state = 0;
  let data: unknown;
  let onFail: ((answer: unknown) => void) | null = null;
  let completes: (() => void)[] = [];
  const ask = (name: string, given: unknown): Promise<{ errMsg: string }> =>
    Reflect.get(window, 'askWechat')({ name, given: JSON.parse(JSON.stringify(given)), href: location.href });
  const update =
    (name: string) =>
    async (given: { fail?: (answer: unknown) => void }): Promise<void> => {
      const answer = await ask(name, given);
      if (answer.errMsg !== `${name}:ok`) given.fail?.(answer);
    };
  const jWeixin = {
    async config(options: unknown): Promise<void> {
      const answer = await ask('config', options);
      state = 1;
      data = answer;
      if (answer.errMsg !== 'config:ok') {
        if (onFail) onFail(answer);
        else state = -1;
      }
      const due = completes;
      completes = [];
      for (const complete of due) complete();
    },
    ready(callback: () => void): void {
      if (state === 0) completes.push(callback);
      else callback();
    },
    error(callback: (answer: unknown) => void): void {
      if (state === -1) callback(data);
      else onFail = callback;
    },
    updateAppMessageShareData: update('updateAppMessageShareData'),
    updateTimelineShareData: update('updateTimelineShareData'),
  };
  Object.assign(window, { jWeixin, wx: jWeixin });
}

export class WechatClient {
  readonly page: Page;
  /** Every configuration with the address that it was checked against, and whether it was taken. */
  readonly configs: { config: Config; against: string; isTaken: boolean }[] = [];
  /** What a share to a chat and to Moments would show by now. */
  shown: { chat?: Shown; moments?: Shown } = {};
  /** How many configurations are refused from now on, whatever they hold. */
  refusals = 0;
  readonly warnings: string[] = [];
  readonly complaints: string[] = [];
  jweixinLoads = 0;
  isJweixinReachable = true;
  private landing = '';
  private permitted: string | null = null;
  private readonly agent: Agent;
  private readonly account: WechatAccount;

  private constructor(page: Page, agent: Agent, account: WechatAccount) {
    this.page = page;
    this.agent = agent;
    this.account = account;
  }

  static async open(browser: Browser, agent: Agent, account: WechatAccount): Promise<WechatClient> {
    const context: BrowserContext = await browser.newContext({
      userAgent: agents[agent],
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
    });
    const page = await context.newPage();
    const client = new WechatClient(page, agent, account);
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() < 300)
        client.landing = response.url();
    });
    page.on('console', (message) => {
      if (message.type() === 'warning') client.warnings.push(message.text());
      if (message.type() === 'error') client.complaints.push(message.text());
    });
    page.on('pageerror', (error) => client.complaints.push(error.message));
    await page.exposeFunction('askWechat', (asked: Asked) => client.answer(asked));
    await page.route('https://res.wx.qq.com/**', async (route) => {
      client.jweixinLoads++;
      const isAsked = route.request().url() === 'https://res.wx.qq.com/open/js/jweixin-1.6.0.js';
      if (!isAsked || !client.isJweixinReachable) return route.abort();
      await route.fulfill({ contentType: 'text/javascript', body: `(${fakeJweixin})()` });
    });
    return client;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  private answer({ name, given, href }: Asked): { errMsg: string } {
    const current = href.split('#')[0] ?? '';
    if (name === 'config') return this.check(given, current);
    const isPermitted = this.permitted !== null && (this.agent === 'ios' || this.permitted === current);
    if (!isPermitted) return { errMsg: `${name}:fail, the permission value is offline verifying` };
    const { title, desc, link, imgUrl } = given;
    if (name === 'updateAppMessageShareData')
      this.shown.chat = { title, ...(desc ? { desc } : {}), link, imgUrl };
    else this.shown.moments = { title, link, imgUrl };
    return { errMsg: `${name}:ok` };
  }

  /** On iOS against the address that the page was loaded with, elsewhere against the one that it has. */
  private check(config: Config, current: string): { errMsg: string } {
    const against = this.agent === 'ios' ? (this.landing.split('#')[0] ?? '') : current;
    const text = signedText(this.account.liveTicket, config, against);
    const isRight =
      this.account.liveTicket !== '' &&
      config.appId === this.account.appId &&
      config.signature === createHash('sha1').update(text).digest('hex');
    const isTaken = isRight && this.refusals-- <= 0;
    this.configs.push({ config, against, isTaken });
    this.permitted = isTaken ? current : null;
    if (isTaken) return { errMsg: 'config:ok' };
    return { errMsg: isRight ? 'config:fail,signature expired' : 'config:fail,invalid signature' };
  }
}
