/** Owns shared links as they are followed: where they lead, whose visits count, how they end; must not know credit. */
import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { call, expectProblem, pickText } from './api.ts';
import { otherPerson, submit } from './applicant.ts';
import { configure, openShop, type Shop, tenantStub } from './scenario.ts';
import { runSql, storedIn } from './stored.ts';
import { opened, weChat } from './visitors.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const codeOf = async (body: object = {}, of = shop) =>
  pickText(await configure('POST', '/v1/links', of.owner, { form: 'biz', ...body }), 'code');
const countsOf = (code: string) => configure('GET', `/v1/links/${code}`, shop.owner);
const landing = (code: string) => `https://jinjian.test/f/${shop.tenant}/biz?r=${code}`;

describe('leads to the form with the code', () => {
  test('and counts the visit, told at once', async () => {
    const code = await codeOf();
    const answer = await opened(`/s/${shop.tenant}/${code}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(landing(code));
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const start = await call('POST', `/v1/t/${shop.tenant}/visits`, {
      body: { kind: 'start', form: 'biz', ref: code },
    });
    expect(start.status).toBe(204);
    expect(start.headers.get('set-cookie')).toBeNull();
    await submit(shop, { ref: code, values: otherPerson(1) });
    expect(await countsOf(code)).toMatchObject({ visits: 1, starts: 1, leads: 1 });
  });

  test.for([
    ['from=singlemessage&isappinstalled=0', ''],
    ['from=timeline&nsukey=a%2Bb%3D&r=23456789AB', ''],
    [
      'utm_source=%E5%BE%AE%E4%BF%A1&from=groupmessage&utm_medium=a%26r%3Dx',
      '&utm_source=%E5%BE%AE%E4%BF%A1&utm_medium=a%26r%3Dx',
    ],
    [`utm_term=${'x'.repeat(99)}%F0%9F%98%80`, `&utm_term=${'x'.repeat(99)}%EF%BF%BD`],
    ['utm_evil=1&utm_source', '&utm_source='],
    ['%E0%A4%A&=&&', ''],
  ] as const)('whatever an app appends: %s', async ([query, kept]) => {
    const code = await codeOf();
    const answer = await opened(`/s/${shop.tenant}/${code}?${query}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${landing(code)}${kept}`);
  });

  test('typed in lower case too', async () => {
    const code = await codeOf();
    const answer = await opened(`/s/${shop.tenant}/${code.toLowerCase()}`);
    expect(answer.headers.get('location')).toBe(landing(code));
    expect(await countsOf(code)).toMatchObject({ visits: 1 });
  });

  test.for(['，', '。', '）', '.', ',', '%20', '】请查收', '&from=timeline', ')', '"', '…'])(
    'with %j stuck to it',
    async (stuck) => {
      const code = await codeOf();
      const answer = await opened(`/s/${shop.tenant}/${code}${stuck}?from=a?from=b`);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, landing(code)]);
      expect(await countsOf(code)).toMatchObject({ visits: 1 });
    },
  );

  test('by one read of the tenant’s object, and none for what was just read', async () => {
    const code = await codeOf();
    await opened(`/s/${shop.tenant}/${await codeOf()}`);
    const reads = await runInDurableObject(tenantStub(shop.tenant), (object) =>
      vi.spyOn(Object.getPrototypeOf(Reflect.get(object, 'links')), 'landing'),
    );
    for (let visit = 0; visit < 20; visit++) await opened(`/s/${shop.tenant}/${code}`);
    expect(reads).toHaveBeenCalledTimes(1);
    reads.mockRestore();
    expect(await countsOf(code)).toMatchObject({ visits: 20 });
  });
});

describe('counts people alone', () => {
  test.for([
    weChat,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 QQ/9.1.5.615 V1_IPH_SQ_9.1.5_1_APP_A Pixel/1170',
    'Mozilla/5.0 (Linux; U; Android 14; zh-CN; V2304A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UWS/5.12 Mobile Safari/537.36 AliApp(DingTalk/7.6.0) com.alibaba.android.rimet',
    'Mozilla/5.0 (Linux; Android 14; 23127PN0CC) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 Lark/7.20.5 LarkLocale/zh_CN',
    'Mozilla/5.0 (Linux; Android 13; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 HuaweiBrowser/15.0 Mobile Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
  ])('a person: %s', async (agent) => {
    const code = await codeOf();
    expect((await opened(`/s/${shop.tenant}/${code}`, { 'user-agent': agent })).status).toBe(302);
    expect(await countsOf(code)).toMatchObject({ visits: 1 });
  });

  // As the list that link-previews.ts names has them.
  test.for([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/41 Mobile Safari/537.36 (compatible; Googlebot/2.1)',
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Twitterbot/1.0',
    'TelegramBot (like TwitterBot)',
    'WhatsApp/2.23.20.0',
    'DingTalkBot-LinkService/1.0 (+https://open-doc.dingtalk.com/microapp/faquestions/ftpfeu)',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 15_0 like Mac OS X) AppleWebKit/605.1.15 mpcrawler',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
    'curl/8.9.1',
    'Wget/1.21.4',
    'python-requests/2.32.3',
    'Go-http-client/2.0',
    'okhttp/4.12.0',
    '',
  ])('no visit: %s', async (agent) => {
    const code = await codeOf();
    const answer = await opened(`/s/${shop.tenant}/${code}`, { 'user-agent': agent });
    expect(answer.headers.get('location')).toBe(landing(code));
    expect(await countsOf(code)).toMatchObject({ visits: 0 });
  });

  test.for([{ 'sec-purpose': 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { purpose: 'prefetch' }])(
    'no visit yet: %o',
    async (headers) => {
      const code = await codeOf();
      expect((await opened(`/s/${shop.tenant}/${code}`, headers)).status).toBe(302);
      expect(await countsOf(code)).toMatchObject({ visits: 0 });
    },
  );

  test('no visit: a look at the head', async () => {
    const code = await codeOf();
    const answer = await call('HEAD', `/s/${shop.tenant}/${code}`, { headers: { 'user-agent': weChat } });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, landing(code)]);
    expect(await countsOf(code)).toMatchObject({ visits: 0 });
  });
});

describe('ends', () => {
  test('with 410, a page for people, once it is revoked or has expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const endsAt = new Date(Date.now() + 1500).toISOString();
    const [revoked, expired] = [await codeOf(), await codeOf({ expiresAt: endsAt })];
    for (const code of [revoked, expired]) {
      expect((await opened(`/s/${shop.tenant}/${code}`)).status).toBe(302);
    }
    await call('DELETE', `/v1/links/${revoked}`, { key: shop.owner });
    vi.setSystemTime(Date.parse(endsAt));
    for (const code of [revoked, expired]) {
      expectProblem(await opened(`/s/${shop.tenant}/${code}`), 410, 'link_gone');
      const page = await opened(`/s/${shop.tenant}/${code}`, { accept: 'text/html' });
      expect(page.status).toBe(410);
      expect(page.text).toContain('链接已失效');
      expect(await countsOf(code)).toMatchObject({ visits: 1 });
    }
    vi.useRealTimers();
  });

  test('within two seconds where another isolate revoked it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const code = await codeOf();
    expect((await opened(`/s/${shop.tenant}/${code}`)).status).toBe(302);
    await runSql(shop.tenant, 'UPDATE links SET revoked_at = 1 WHERE code = ?', code);
    vi.setSystemTime(Date.now() + 2000);
    expectProblem(await opened(`/s/${shop.tenant}/${code}`), 410, 'link_gone');
    vi.useRealTimers();
  });
});

describe('is not found', () => {
  const lookAlikes: [string, (code: string) => string][] = [
    ['a code of nobody', () => '23456789AB'],
    ['a truncated one', (code) => code.slice(0, 9)],
    ['a longer one', (code) => `${code}A`],
    ['one with a zero', (code) => `0${code.slice(1)}`],
    ['one with a one', (code) => `${code.slice(0, 9)}1`],
    ['one with an O', (code) => `O${code.slice(1)}`],
    ['one with an I', (code) => `I${code.slice(1)}`],
    [
      'full-width signs',
      (code) =>
        encodeURIComponent(
          [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
        ),
    ],
    ['a sharp s', () => encodeURIComponent('ßßßßß')],
    ['no code at all', () => encodeURIComponent("' OR 1=1 --")],
  ];
  test.for(lookAlikes)('%s', async ([, wrong]) => {
    const code = await codeOf();
    const before = await storedIn(shop.tenant);
    expectProblem(await opened(`/s/${shop.tenant}/${wrong(code)}`), 404, 'not_found');
    const page = await opened(`/s/${shop.tenant}/${wrong(code)}`, { accept: 'text/html' });
    expect([page.status, page.text.includes('没有找到这个链接')]).toEqual([404, true]);
    expect(page.text).toContain(`href="/f/${shop.tenant}/biz"`);
    expect(await storedIn(shop.tenant)).toEqual(before);
    expect(await countsOf(code)).toMatchObject({ visits: 0 });
  });

  test('another tenant’s code', async () => {
    const other = await openShop();
    const code = await codeOf({}, other);
    expectProblem(await opened(`/s/${shop.tenant}/${code}`), 404, 'not_found');
    expect((await opened(`/s/${other.tenant}/${code}`)).status).toBe(302);
    expectProblem(await opened(`/s/${shop.tenant}/${code}`), 404, 'not_found');
  });
});
