/** The review: what was filled in is read once more before it is sent, and each step can be changed from there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { launchChromium } from '../browser/chromium.ts';
import {
  ageBox,
  button,
  chooseRegion,
  consent,
  openPage,
  scriptPage,
  submitButton,
  textbox,
} from './open-page.ts';
import { formOf } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const common = { required: true, purpose: '用于匹配产品' };

function bundleOf(steps: { title: string; fields: Field[] }[]): FormBundle {
  const short = formOf([]);
  return { ...short, form: { ...short.form, steps } };
}

const steps: { title: string; fields: Field[] }[] = [
  {
    title: '联系人',
    fields: [
      { ...common, id: 'name', kind: 'name', label: '姓名' },
      { ...common, id: 'phone', kind: 'phone', label: '手机号码' },
      { ...common, id: 'source', kind: 'text', label: '来源', required: false, hidden: true },
    ],
  },
  {
    title: '需求',
    fields: [
      { ...common, id: 'amount', kind: 'amount', label: '申请金额', min: 10_000, max: 500_000 },
      { ...common, id: 'term', kind: 'term', label: '期限', options: [6, 12] },
      { ...common, id: 'note', kind: 'text', label: '备注', maxLength: 60, required: false },
    ],
  },
  {
    title: '经营情况',
    fields: [
      {
        ...common,
        id: 'identity',
        kind: 'choice',
        label: '经营身份',
        options: [
          { value: 'company', label: '企业法人' },
          { value: 'individual', label: '个体工商户' },
        ],
      },
      {
        ...common,
        id: 'company',
        kind: 'company',
        label: '企业名称',
        showIf: { field: 'identity', op: 'eq', value: 'company' },
      },
      { ...common, id: 'region', kind: 'region', label: '所在地区' },
    ],
  },
];

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', bundleOf(steps));
  server.pages.set(
    '/',
    partnerPage(`<jinjian-form prefill='{"source":"wechat-menu"}'></jinjian-form>${scriptPage()}`),
  );
});

async function atReview(): Promise<Page> {
  const { page } = await openPage(browser, server, '/');
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  await button(page, '下一步').click();
  await textbox(page, '申请金额').fill('200000');
  await page.getByText('12个月', { exact: true }).click();
  await button(page, '下一步').click();
  await page.getByText('个体工商户').click();
  await chooseRegion(page, '所在地区', '江苏', '常州市');
  await button(page, '下一步').click();
  await page.getByRole('heading', { name: '核对您填写的内容' }).waitFor();
  return page;
}

function told(page: Page): Promise<string[][]> {
  return page
    .locator('.review dl > div')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((one) => one.textContent ?? '')));
}

test('every answer is read in words; hidden fields and those not asked are not there', async () => {
  const page = await atReview();
  await page.getByText('第4步，共4步').waitFor();
  expect(await told(page)).toEqual([
    ['姓名', '张三'],
    ['手机号码', '138 0013 8000'],
    ['申请金额', '20万元'],
    ['期限', '12个月'],
    ['备注', '未填写'],
    ['经营身份', '个体工商户'],
    ['所在地区', '江苏 常州市'],
  ]);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.values).toMatchObject({ source: 'wechat-menu', region: '320400' });
});

test('a change button leads to its step, and from there straight back', async () => {
  const page = await atReview();
  await button(page, '修改 联系人').click();
  await page.getByText('第1步，共4步').waitFor();
  await textbox(page, '姓名').fill('');
  await button(page, '下一步').click();
  await page.locator('.error', { hasText: '请填写姓名' }).waitFor();
  await textbox(page, '姓名').fill('李四');
  await button(page, '下一步').click();
  await page.getByText('第4步，共4步').waitFor();
  expect((await told(page))[0]).toEqual(['姓名', '李四']);
});

test('a change that asks for more leads past it on the way back', async () => {
  const asking = steps.map((step) => ({ ...step }));
  const [first, second, third] = asking;
  if (!first || !second || !third) throw new Error('three steps');
  // The company's name is asked in the last step for an identity that is chosen in the first.
  first.fields = [...(third.fields.slice(0, 1) ?? []), ...first.fields];
  third.fields = third.fields.slice(1);
  server.bundles.set('short', bundleOf(asking));
  const { page } = await openPage(browser, server, '/');
  await page.getByText('个体工商户').click();
  await textbox(page, '姓名').fill('张三');
  await textbox(page, '手机号码').fill('13800138000');
  await button(page, '下一步').click();
  await textbox(page, '申请金额').fill('200000');
  await page.getByText('12个月', { exact: true }).click();
  await button(page, '下一步').click();
  await chooseRegion(page, '所在地区', '北京', '北京市');
  await button(page, '下一步').click();
  await button(page, '修改 联系人').click();
  await page.getByText('企业法人').click();
  await button(page, '下一步').click();
  await page.getByText('第3步，共4步').waitFor();
  await textbox(page, '企业名称').fill('常州市江南精密机械有限公司');
  await button(page, '下一步').click();
  await page.getByText('第4步，共4步').waitFor();
});

test('two steps are short enough to go without', async () => {
  server.bundles.set('short', bundleOf(steps.slice(0, 2)));
  const { page } = await openPage(browser, server, '/');
  await page.getByText('第1步，共2步').waitFor();
});
