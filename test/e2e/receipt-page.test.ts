/** Owns the receipt's page in a real browser against the real server: verdict, withdrawal, rights, with and without script. */
import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { openReceipt, verdict, verifyPhone, withdraw } from './receipt-screens.ts';
import { applicant, type ReceiptTenant, receiptTenant } from './receipt-tenant.ts';

let tenant: ReceiptTenant;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [tenant, browser] = await Promise.all([receiptTenant(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await tenant.end();
});
beforeEach(async () => {
  await begin();
});
afterEach(() => context.close());

async function begin(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', ...options });
  page = await context.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
}

const pageUrl = (receipt: string) => `${tenant.server.url}/r/${receipt}`;
const personal = [applicant.name, applicant.phone, applicant.idNumber, '1200000', '1,200,000'];
const shown = async () => (await page.locator('#values > *').allTextContents()).join(' ');

describe('the verdict', () => {
  test('is reached in the browser, under the page’s own policy, without a complaint', async () => {
    const { receipt } = await tenant.apply();
    await openReceipt(tenant, page, receipt);
    expect(await verdict(page).textContent()).toBe(
      '已核验：本页的授权原文与决定都记在公开的存证日志中，没有被改动，签名有效。',
    );
    expect(
      await page.locator('main').textContent(),
      'numbers that say nothing to an applicant',
    ).not.toContain('序号');
    expect(complaints).toEqual([]);
  });

  test.each([
    ['no Ed25519 in WebCrypto', true],
    ['no WebCrypto at all', false],
  ])('where there is %s the verifier is fetched', async (_name, hasSubtle) => {
    await page.addInitScript((has) => {
      if (!has) {
        Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });
        return;
      }
      const original = SubtleCrypto.prototype.importKey;
      const refusing = function (this: SubtleCrypto, ...args: unknown[]) {
        if (args[2] === 'Ed25519') return Promise.reject(new Error('NotSupportedError'));
        return Reflect.apply(original, this, args);
      };
      Object.defineProperty(SubtleCrypto.prototype, 'importKey', { value: refusing });
    }, hasSubtle);
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    expect(fetched.filter((path) => path.includes('signature'))).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('where the browser is too old to compute it, that is what it says', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });
      Reflect.deleteProperty(globalThis, 'BigInt');
    });
    await page.route('**/*signature.js', (route) => route.abort());
    await page.goto(pageUrl((await tenant.apply()).receipt));
    await page.getByText('此浏览器版本较旧').waitFor();
  });

  test.each([
    ['a text', '到期删除', '永久保存', '本页内容与存证记录不一致'],
    ['a leaf', '"record\\":\\"', '"record\\":\\"A', '本页内容与存证记录不一致'],
    ['an index', '\\nindex ', '\\nindex 1', '存证日志中没有对应的记录'],
    ['a signature', '— ', '— x', '存证日志的签名无效'],
  ])('names what failed: %s changed on the way', async (_name, from, to, words) => {
    await page.route('**/file', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace(from, to) });
    });
    await page.goto(pageUrl((await tenant.apply()).receipt));
    await page.locator('.proof.bad').waitFor();
    expect(await verdict(page).textContent()).toContain(words);
  });

  test.each([
    ['another text', (html: string) => html.replace(/到期删除/g, '永久保存')],
    [
      'addresses hidden from robots',
      (html: string) => html.replace(/400-000-0000/g, '<a class="__cf_email__">[email&#160;protected]</a>'),
    ],
    [
      'all of it wrapped',
      (html: string) => html.replace(/>([^<>]*)到期删除([^<>]*)</g, '><font>deleted when due</font><'),
    ],
  ])(
    'a page that something on the way gave %s says so calmly, and that the record is good',
    async (_what, rewrite) => {
      const { receipt } = await tenant.apply();
      await page.route(`**/r/${receipt}`, async (route) => {
        const response = await route.fetch();
        const html = await response.text();
        const rewritten = rewrite(html);
        expect(rewritten).not.toBe(html);
        await route.fulfill({ response, body: rewritten });
      });
      await page.goto(pageUrl(receipt));
      await page.getByText('本页文字在显示前被改写过').waitFor();
      expect(await verdict(page).getAttribute('class')).toBe('proof ');
      expect(await verdict(page).textContent()).toMatch(/^存证记录已核验，签名有效。但本页文字/);
    },
  );

  test('a page translated while it is checked, or before, never alarms, and is not torn back by a refresh', async () => {
    const translate = () => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walk.nextNode()) if (walk.currentNode instanceof Text) texts.push(walk.currentNode);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.closest('style,script,[translate=no]')) continue;
        const font = document.createElement('font');
        font.textContent = `words of ${text.data.length}`;
        text.replaceWith(font);
      }
    };
    const { receipt } = await tenant.apply();
    // Nothing new on the server, and something that is waited for: the page asks again and again.
    const served = await (await fetch(pageUrl(receipt))).text();
    const body = served.replace(/data-state="\w+"/g, 'data-state="pending"');
    let asked = 0;
    await page.route(`**/r/${receipt}`, async (route) => {
      await route.fulfill({ response: await route.fetch(), body });
      asked += 1;
    });
    await page.goto(pageUrl(receipt));
    await page.evaluate(translate);
    await page.locator('.proof.ok').waitFor();
    expect(await page.locator('.body[translate=no] font').count()).toBe(0);
    await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(1);
    await page.waitForTimeout(300);
    expect(await page.locator('#grants h3 font').count()).toBeGreaterThan(0);
    expect(await page.locator('.proof.bad').count()).toBe(0);
  });

  test('a decision that was made elsewhere meanwhile is fetched, not called a fault', async () => {
    const { receipt } = await tenant.apply();
    const seen: unknown = await (await fetch(`${tenant.server.url}/v1/receipts/${receipt}`)).json();
    const grants: { notice: string; kind: string }[] = Object(seen).grants;
    const notice = grants.find(({ kind }) => kind === 'provide')?.notice;
    await page.route('**/file', async (route) => {
      await fetch(`${tenant.server.url}/v1/receipts/${receipt}/withdraw`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ notice }),
      });
      await route.continue();
    });
    await page.goto(pageUrl(receipt));
    await page.locator('.proof.ok').waitFor();
    expect(await page.locator('.grant.withdrawn').count()).toBe(1);
  });

  test('offline says so, and is reached once there is a network again', async () => {
    await page.route('**/file', (route) => route.abort());
    await page.goto(pageUrl((await tenant.apply()).receipt));
    await page.getByText('暂时无法取得存证证明').waitFor();
    await page.unroute('**/file');
    await page.getByRole('button', { name: '重新核验' }).click();
    await page.locator('.proof.ok').waitFor();
  });
});

describe('withdrawal', () => {
  test('PI-12: two taps in place; the page tells when the bank has confirmed', async () => {
    const { receipt } = await tenant.apply();
    await openReceipt(tenant, page, receipt);
    await page.locator('#notice-zh-provide [data-state=delivered]').waitFor({ timeout: 20_000 });
    await page.evaluate(() => Reflect.set(window, 'stayed', true));
    tenant.bank.answer = 503;
    const before = tenant.bank.received.length;
    await withdraw(page, 'zh-provide');
    expect(await page.evaluate(() => [document.activeElement?.id, Reflect.get(window, 'stayed')])).toEqual([
      'notice-zh-provide',
      true,
    ]);
    expect(await page.locator('#said').textContent()).toBe('已撤回');
    await page.getByText('已通知撤回，等待对方确认').waitFor();
    await page.locator('.proof.ok').waitFor();
    await tenant.bank.until(before + 1, 5000);
    expect(JSON.parse(tenant.bank.received.at(-1)?.body ?? '{}')).toMatchObject({
      type: 'consent.withdrawn',
    });
    tenant.bank.answer = 200;
    await page.evaluate(() => Object(document.activeElement).blur());
    await page.getByText('对方已确认撤回').waitFor({ timeout: 30_000 });
    expect(complaints.filter((text) => !text.includes('503'))).toEqual([]);
  });

  test('works without script, and the page is whole', async () => {
    await begin({ javaScriptEnabled: false });
    const { receipt } = await tenant.apply();
    await page.goto(pageUrl(receipt));
    const article = page.locator('#notice-zh-marketing');
    await article.locator('.text summary').click();
    await page.getByText('意向未成的，自登记之日起 90 日内删除').first().waitFor();
    expect(await article.locator('.text .body').textContent()).toContain('由客户经理与您联系');
    const help = page.locator('noscript .proof');
    expect(await help.isVisible()).toBe(true);
    expect((await help.allInnerTexts()).join()).toContain('开启 JavaScript 后，本页会自动核验');
    expect(await page.locator('#verify').isVisible()).toBe(false);
    await article.locator('.take summary').click();
    await article.getByRole('button', { name: '确认撤回' }).click();
    await page.locator('#notice-zh-marketing.withdrawn').waitFor();
    expect(page.url()).toBe(pageUrl(receipt));
  });

  test('without a network says so beside the button, and is there to be tried again', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    await page.route('**/withdraw', (route) => route.abort());
    const article = page.locator('#notice-zh-marketing');
    await article.locator('.take summary').click();
    await article.locator('.take button').click();
    await article.getByText('网络连接不稳定').waitFor();
    await page.unroute('**/withdraw');
    await article.locator('.take button').click();
    await page.locator('#notice-zh-marketing.withdrawn').waitFor();
  });
});

describe('the person’s data', () => {
  test('comes after the phone alone, is nowhere in the page or its address, and is gone with it', async () => {
    const { receipt } = await tenant.apply();
    await openReceipt(tenant, page, receipt);
    const html = await page.content();
    for (const value of personal) expect(html).not.toContain(value);
    await verifyPhone(page, '13800138000');
    await page.getByText('手机号码与提交时填写的不一致').waitFor();
    await verifyPhone(page);
    await page.locator('#values dd').first().waitFor();
    expect(await shown()).toBe(
      '姓名 欧阳密芷 手机号码 13912345678 身份证号码 11010519491231002X 意向金额 1,200,000元 期限 24个月 用途 进货备货 所在地区 四川 成都市',
    );
    const kept = () =>
      page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href]));
    for (const value of personal) expect(await kept()).not.toContain(value);
    await page.reload();
    await page.locator('.proof.ok').waitFor();
    expect(await page.locator('#own').isVisible()).toBe(false);
    for (const value of personal) expect(await page.content()).not.toContain(value);
  });

  test('RT-02: a correction is judged beside its field, and reaches the CRM', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    await verifyPhone(page);
    await page.getByRole('button', { name: '更正' }).click();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.getByLabel('手机号码').last().fill('123');
    await page.getByLabel('姓名').focus();
    await page.getByText('手机号码应为11位，现在是3位').waitFor();
    await page.getByRole('button', { name: '保存更正' }).click();
    expect(asked, 'judged in the page').toEqual([]);
    await page.getByLabel('手机号码').last().fill('13987654321');
    expect(await page.locator('#error-phone').textContent(), 'right as soon as it is').toBe('');
    await page.getByLabel('请选择省份').selectOption('四川');
    await page.getByLabel('请选择城市').focus();
    await page.getByLabel('请选择城市').selectOption('');
    await page.getByLabel('姓名').focus();
    await expect.poll(() => page.locator('#error-region').textContent()).toBe('请选择城市');
    await page.getByLabel('请选择城市').selectOption({ label: '绵阳市' });
    await page.getByText('12个月').click();
    const sizes = await page
      .locator('#correct input, #correct select')
      .evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).fontSize))]);
    expect(sizes, 'below 16 px an iPhone zooms in').toEqual(['16px']);
    await page.getByRole('button', { name: '保存更正' }).click();
    await page.getByText('已更正').waitFor();
    expect(await shown()).toContain('四川 绵阳市');
    await expect
      .poll(() => tenant.crm.received.map(({ body }) => body).find((body) => body.includes('lead.corrected')))
      .toMatch(/"phone":"13987654321".*"term":12.*"region":"510700"/);
  });

  test('RT-01: the download is what is shown; in WeChat it is copied instead', async () => {
    const { receipt } = await tenant.apply();
    await openReceipt(tenant, page, receipt);
    await verifyPhone(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.html$/);
    const readable = readFileSync(await download.path(), 'utf8');
    for (const said of ['<dt>姓名</dt><dd>欧阳密芷</dd>', '1,200,000元', '四川 成都市'])
      expect(readable).toContain(said);
    const [data] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载数据文件（JSON）' }).click(),
    ]);
    const file: { lead: { values: unknown } } = JSON.parse(readFileSync(await data.path(), 'utf8'));
    expect(file.lead.values).toEqual(applicant);

    await begin({
      userAgent: 'Mozilla/5.0 (Linux; Android 10) Chrome/86.0 MicroMessenger/8.0.20',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await openReceipt(tenant, page, receipt);
    await verifyPhone(page);
    await page.getByRole('button', { name: '下载', exact: true }).click();
    await page.getByText('微信中无法保存文件').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('姓名\t欧阳密芷');
  });

  test('a number that can be none is never sent to be compared', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    for (const typed of ['', '1391234', '1391234567', '12345678901']) {
      await verifyPhone(page, typed);
      await page.getByText('请填写提交时使用的11位手机号码').waitFor();
    }
    expect(asked).toEqual([]);
    await verifyPhone(page, '139 1234 5678');
    await page.locator('#values dd').first().waitFor();
  });

  test('the receipt is kept as a page to read first, as data beside it, and neither holds anything personal', async () => {
    const { receipt } = await tenant.apply();
    await openReceipt(tenant, page, receipt);
    const [kept] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载回执', exact: true }).click(),
    ]);
    expect(kept.suggestedFilename()).toBe('receipt.html');
    const readable = readFileSync(await kept.path(), 'utf8');
    expect(readable).toContain('我们只在实现上述目的所需的最短时间内保存');
    expect(readable).toContain(pageUrl(receipt));
    expect(readable).not.toMatch(/<script|<form/);
    for (const value of personal) expect(readable).not.toContain(value);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载核验数据' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('receipt.json');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('c2sp.org/tlog-proof@v1');
    for (const value of personal) expect(text).not.toContain(value);
  });

  test('the address is copied without its secret, and the picture’s code leads to the receipt', async () => {
    await begin({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { receipt, url } = await tenant.apply();
    await page.goto(url);
    await page.locator('.proof.ok').waitFor();
    await page.getByRole('button', { name: '复制回执网址' }).click();
    await page.getByText('已复制').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pageUrl(receipt));
    await page.getByRole('button', { name: '保存为图片' }).click();
    const image = page.locator('#kept-picture img');
    await image.waitFor();
    const { data, width, height } = await image.evaluate(async (shown: HTMLImageElement) => {
      await shown.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [shown.naturalWidth, shown.naturalHeight];
      const pen = canvas.getContext('2d');
      pen?.drawImage(shown, 0, 0);
      const pixels = pen?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let text = '';
      for (const byte of pixels) text += String.fromCharCode(byte);
      return { data: btoa(text), width: canvas.width, height: canvas.height };
    });
    expect(jsQR(new Uint8ClampedArray(Buffer.from(data, 'base64')), width, height)?.data).toBe(
      pageUrl(receipt),
    );
    expect(complaints).toEqual([]);
  });

  test('once erased, nothing offers to take back what is gone', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    await verifyPhone(page);
    await page.getByText('删除我的信息').click();
    await page.getByRole('button', { name: '确认删除' }).click();
    await page.getByText('删除，无法恢复').waitFor();
    expect(await page.locator('.take').count()).toBe(0);
    await page.reload();
    await page.locator('.proof.ok').waitFor();
    expect(await page.locator('.take, #rights').count()).toBe(0);
    expect(await page.locator('.granted').count(), 'what was agreed to is still told').toBeGreaterThan(0);
  });

  test('is opened by its number as typed from paper; a wrong one stays to be corrected', async () => {
    const { receipt } = await tenant.apply();
    await page.goto(`${tenant.server.url}/r`);
    await page.getByLabel('回执编号').fill('rc_acme_aaaa');
    await page.getByRole('button', { name: '查看回执' }).click();
    await page.getByText('没有找到这份回执').waitFor();
    expect(await page.getByLabel('回执编号').inputValue()).toBe('rc_acme_aaaa');
    const tail = receipt.slice(-26);
    await page.getByLabel('回执编号').fill(
      `编号： RC_ACME_ ${tail
        .toUpperCase()
        .match(/.{1,4}/g)
        ?.join(' ')} `,
    );
    await page.getByRole('button', { name: '查看回执' }).click();
    await page.waitForURL(pageUrl(receipt));
  });

  test('can be restricted and released, and the page says which', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    await verifyPhone(page);
    await page.locator('#restrict-title').click();
    await page.locator('[data-do=restrict]').click();
    await page.getByText('您的个人信息仅作保存').waitFor();
    await page.getByRole('button', { name: '解除限制' }).click();
    await page.getByText('已解除限制').waitFor();
    expect(await page.locator('#banner').textContent()).toBe('');
  });

  test('too many wrong numbers say how long to wait', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    for (let at = 0; at < 5; at++) {
      await verifyPhone(page, `1380013800${at}`);
      await page.getByText('手机号码与提交时填写的不一致').waitFor();
    }
    await verifyPhone(page);
    await page.getByText('尝试次数过多，请 60 分钟后再试').waitFor();
  });

  test('an access that has ended asks for the phone again and shows nothing more', async () => {
    await openReceipt(tenant, page, (await tenant.apply()).receipt);
    await verifyPhone(page);
    await page.locator('#values dd').first().waitFor();
    await page.route('**/restrict', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"title":"x"}' }),
    );
    await page.locator('#restrict-title').click();
    await page.locator('[data-do=restrict]').click();
    await page.getByText('验证已过期').waitFor();
    for (const value of personal.slice(1)) expect(await page.content()).not.toContain(value);
  });
});
