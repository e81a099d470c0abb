/** Owns every state of the receipt's page as a person meets it, each opened anew; must not check anything. */
import type { Browser, Page } from 'playwright-core';
import { applicant, type ReceiptForm, type ReceiptTenant } from './receipt-tenant.ts';

export interface ReceiptScreen {
  name: string;
  open(tenant: ReceiptTenant, page: Page): Promise<void>;
}

export const verdict = (page: Page) => page.locator('#verdict');

/** Opens a receipt's page and waits for its verdict. */
export async function openReceipt(tenant: ReceiptTenant, page: Page, receipt: string): Promise<void> {
  await page.goto(`${tenant.server.url}/r/${receipt}`);
  await page.locator('.proof.ok').waitFor();
}

export async function withdraw(page: Page, notice: string): Promise<void> {
  const article = page.locator(`#notice-${notice}`);
  await article.locator('.take summary').click();
  await article.locator('.take button').click();
  await page.locator(`#notice-${notice}.withdrawn`).waitFor();
}

export async function verifyPhone(page: Page, phone: string = applicant.phone): Promise<void> {
  await page.locator('#phone').fill(phone);
  await page.locator('#verify button').click();
}

const delivered = async (page: Page) =>
  page.locator('[data-state=delivered]').first().waitFor({ timeout: 15_000 });

async function verified(tenant: ReceiptTenant, page: Page, form: ReceiptForm = 'zh'): Promise<string> {
  const { receipt } = await tenant.apply(form);
  await openReceipt(tenant, page, receipt);
  await verifyPhone(page);
  await page.locator('#values dd').first().waitFor();
  return receipt;
}

export const receiptScreens: ReceiptScreen[] = [
  {
    name: 'fresh',
    async open(tenant, page) {
      tenant.bank.answer = 503;
      await openReceipt(tenant, page, (await tenant.apply('zh', ['zh-marketing'])).receipt);
      tenant.bank.answer = 200;
    },
  },
  {
    name: 'delivered, in Traditional Chinese',
    async open(tenant, page) {
      await openReceipt(tenant, page, (await tenant.apply('tw')).receipt);
      await delivered(page);
    },
  },
  {
    name: 'delivered, in English, text and withdrawal open',
    async open(tenant, page) {
      await openReceipt(tenant, page, (await tenant.apply('en')).receipt);
      await delivered(page);
      for (const part of ['text', 'take']) await page.locator(`#notice-en-provide .${part} summary`).click();
    },
  },
  {
    name: 'withdrawn, not confirmed',
    async open(tenant, page) {
      await openReceipt(tenant, page, (await tenant.apply()).receipt);
      await delivered(page);
      tenant.bank.answer = 503;
      await withdraw(page, 'zh-provide');
      await withdraw(page, 'zh-marketing');
      await page.locator('.proof.ok').waitFor();
      tenant.bank.answer = 200;
    },
  },
  {
    name: 'withdrawn and confirmed',
    async open(tenant, page) {
      await openReceipt(tenant, page, (await tenant.apply()).receipt);
      await delivered(page);
      await withdraw(page, 'zh-provide');
      await page.locator('#said').evaluate((element) => element.scrollIntoView());
      await page.evaluate(() => Object(document.activeElement).blur());
      await page.locator('.to [data-state=withdrawal_confirmed] >> nth=0').waitFor({ timeout: 15_000 });
      await page.locator('.proof.ok').waitFor();
    },
  },
  {
    name: 'erased',
    async open(tenant, page) {
      await verified(tenant, page);
      await page.locator('[data-do=erase]').locator('..').locator('summary').click();
      await page.locator('[data-do=erase]').click();
      await page.locator('#rights').waitFor({ state: 'detached' });
      await page.locator('.proof.ok').waitFor();
    },
  },
  {
    name: 'the person’s data',
    async open(tenant, page) {
      await verified(tenant, page);
    },
  },
  {
    name: 'correcting, with an error',
    async open(tenant, page) {
      await verified(tenant, page);
      await page.locator('[data-do=edit]').click();
      await page.locator('#field-phone').fill('123');
      await page.locator('#editing .main').click();
      await page.locator('#error-phone:not(:empty)').waitFor();
    },
  },
  {
    name: 'restricted',
    async open(tenant, page) {
      await verified(tenant, page, 'en');
      await page.locator('#restrict-title').click();
      await page.locator('[data-do=restrict]').click();
      await page.locator('#banner:not(:empty)').waitFor();
    },
  },
  {
    name: 'a wrong phone',
    async open(tenant, page) {
      await openReceipt(tenant, page, (await tenant.apply()).receipt);
      await verifyPhone(page, '13800138000');
      await page.locator('#phone-error:not(:empty)').waitFor();
    },
  },
  {
    name: 'verification failed',
    async open(tenant, page) {
      await page.route('**/file', async (route) => {
        const response = await route.fetch();
        const text = (await response.text()).replace('登记您的贷款意向、', '登记您的贷款意向，');
        await route.fulfill({ response, body: text });
      });
      await page.goto(`${tenant.server.url}/r/${(await tenant.apply()).receipt}`);
      await page.locator('.proof.bad').waitFor();
    },
  },
  {
    name: 'offline',
    async open(tenant, page) {
      await page.route('**/file', (route) => route.abort());
      await page.goto(`${tenant.server.url}/r/${(await tenant.apply()).receipt}`);
      await page.locator('#again:not([hidden])').waitFor();
    },
  },
];

export async function openScreen(
  browser: Browser,
  tenant: ReceiptTenant,
  screen: ReceiptScreen,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    ...options,
  });
  const page = await context.newPage();
  await screen.open(tenant, page);
  return page;
}
