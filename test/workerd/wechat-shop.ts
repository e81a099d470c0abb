/** Owns a tenant with a WeChat account set up, and the account standing where WeChat does; must not check anything. */
import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import { signedText, WechatAccount } from '../wechat/wechat-account.ts';
import { type Answer, call, pickNumber, pickText } from './api.ts';
import { configure, openShop, partnerOrigin, type Shop } from './scenario.ts';

export const pageUrl = `${partnerOrigin}/apply?r=ABCDEFGHJK&from=singlemessage`;

export interface WechatShop extends Shop {
  account: WechatAccount;
}

/** Outgoing calls end at the account. One that hangs ends by its own abort signal. */
export async function openWechatShop(): Promise<WechatShop> {
  const shop = await openShop();
  const account = new WechatAccount();
  vi.stubGlobal('fetch', async (url: string, init: RequestInit): Promise<Response> => {
    const { origin, pathname, search } = new URL(url);
    if (origin !== 'https://api.weixin.qq.com') throw new Error(`nobody asks ${origin}`);
    const answer = account.answer({
      method: init.method ?? 'GET',
      target: `${pathname}${search}`,
      body: init.body == null ? '' : String(init.body),
    });
    // Polled: workerd lets no request be woken by another one's promise.
    while (answer === 'hang') {
      init.signal?.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (answer === 'unreachable') throw new TypeError('network connection lost');
    // Given time, so that those who come meanwhile find the call under way.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return new Response(answer.text, { status: answer.status });
  });
  await setUpWechat(shop, account);
  return { ...shop, account };
}

export function setUpWechat(shop: Shop, account: WechatAccount, secret = account.secret): Promise<unknown> {
  return configure('PATCH', '/v1/tenant', shop.owner, {
    settings: { wechat: { appId: account.appId, appSecret: secret } },
  });
}

export function askSignature(shop: Shop, url = pageUrl, origin = partnerOrigin): Promise<Answer> {
  return call('GET', `/v1/t/${shop.tenant}/wechat/signature?url=${encodeURIComponent(url)}`, {
    headers: { origin },
  });
}

export function checkAccount(shop: Shop, headers: Record<string, string> = {}): Promise<Answer> {
  return call('POST', '/v1/wechat/check', { key: shop.owner, headers });
}

/** Whether WeChat would take this answer on the page. */
export function isTaken(account: WechatAccount, answer: Answer, url = pageUrl): boolean {
  const config = {
    nonceStr: pickText(answer.json, 'nonceStr'),
    timestamp: pickNumber(answer.json, 'timestamp'),
  };
  const expected = createHash('sha1')
    .update(signedText(account.liveTicket, config, url))
    .digest('hex');
  return account.liveTicket !== '' && pickText(answer.json, 'signature') === expected;
}
