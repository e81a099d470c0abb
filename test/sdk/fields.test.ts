/** Every field kind: how it is entered, what is wrong with it, what goes over the wire. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Field } from '../../contract/form.ts';
import { launchChromium } from '../browser/chromium.ts';
import { ageBox, chooseRegion, consent, openPage, scriptPage, submitButton, textbox } from './open-page.ts';
import { formOf, withSensitive } from './sample-form.ts';
import { partnerPage, StandIn } from './stand-in.ts';

let browser: Browser;
const server = new StandIn();
const common = { required: true, purpose: '用于匹配产品' };
const options = [
  { value: 'tax', label: '纳税记录' },
  { value: 'invoice', label: '开票记录' },
  { value: 'house', label: '自有房产' },
];

const fields: Field[] = [
  { ...common, id: 'name', kind: 'name', label: '姓名' },
  { ...common, id: 'phone', kind: 'phone', label: '手机号码' },
  { ...common, id: 'id_number', kind: 'id_number', label: '身份证号码' },
  { ...common, id: 'uscc', kind: 'uscc', label: '信用代码' },
  { ...common, id: 'company', kind: 'company', label: '企业名称' },
  { ...common, id: 'region', kind: 'region', label: '所在地区' },
  { ...common, id: 'amount', kind: 'amount', label: '申请金额', min: 10_000, max: 500_000 },
  { ...common, id: 'term', kind: 'term', label: '期限', options: [6, 12] },
  { ...common, id: 'use', kind: 'choice', label: '资质', options },
  { ...common, id: 'assets', kind: 'multi', label: '资产', options },
  { ...common, id: 'since', kind: 'date', label: '成立日期' },
  { ...common, id: 'staff', kind: 'number', label: '员工人数', min: 1 },
  { ...common, id: 'note', kind: 'text', label: '备注', maxLength: 200 },
  { ...common, id: 'email', kind: 'email', label: '邮箱' },
];

beforeAll(async () => {
  [browser] = await Promise.all([launchChromium(), server.listen()]);
});
afterAll(() => Promise.all([browser.close(), server.close()]));
beforeEach(() => {
  server.reset();
  server.bundles.set('short', withSensitive(formOf(fields)));
  server.pages.set('/', partnerPage(scriptPage()));
});

test('each kind is typed as people type and sent in its one form', async () => {
  const { page, trouble } = await openPage(browser, server, '/?utm_source=wechat&utm_medium=&id=13900139000');
  const typed: Record<string, string> = {
    姓名: ' 张 三 ',
    手机号码: '+86 138-0013-8000',
    身份证号码: '11010519491231002x',
    信用代码: '91350100m000100y43',
    企业名称: '常州市江南精密机械有限公司',
    申请金额: '２００，０００'.replace('，', ','),
    员工人数: '12',
    备注: '请下午联系',
    邮箱: 'a@example.com',
  };
  for (const [label, text] of Object.entries(typed)) await textbox(page, label).fill(text);
  await chooseRegion(page, '所在地区', '江苏', '常州市');
  await page.getByLabel('成立日期').fill('2019-03-01');
  await page.getByText('12个月').click();
  await page.getByRole('group', { name: '资质' }).getByText('自有房产').click();
  await page.getByRole('checkbox', { name: '开票记录' }).check();
  await page.getByRole('checkbox', { name: '纳税记录' }).check();
  expect(await page.locator('.amount').textContent()).toBe('20万元');
  await page.locator('.own').getByRole('checkbox').click();
  await page.locator('.agree .row').first().getByRole('checkbox').click();
  await submitButton(page).click();
  expect(await page.locator('.error:not(:empty)').allInnerTexts()).toEqual([]);
  await page.getByText('申请已提交').waitFor();

  const { submission, contentType, cookie } = server.posted[0] ?? {};
  expect(submission).toEqual({
    id: expect.stringMatching(/^sub_[A-Za-z0-9_-]{22}$/),
    challenge: expect.stringMatching(/^[\w+/]+=*$/),
    form: 'short',
    formVersion: 1,
    values: {
      name: '张三',
      phone: '13800138000',
      id_number: '11010519491231002X',
      uscc: '91350100M000100Y43',
      company: '常州市江南精密机械有限公司',
      region: '320400',
      amount: 200_000,
      term: 12,
      use: 'house',
      assets: ['tax', 'invoice'],
      since: '2019-03-01',
      staff: 12,
      note: '请下午联系',
      email: 'a@example.com',
    },
    grants: ['privacy', 'sensitive'].map((notice) => ({
      notice,
      version: 1,
      digest: expect.stringMatching(/^sha256:/),
      decision: 'granted',
      presentation: {
        fontPx: 15,
        screenPx: 15,
        contrast: expect.any(Number),
        visibleMs: expect.any(Number),
        scrolledToEnd: false,
        trusted: true,
      },
    })),
    touches: [],
    utm: { source: 'wechat' },
    page: { origin: server.origin, path: '/' },
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    sdk: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect(contentType).toBe('application/json');
  expect(cookie).toBeUndefined();
  expect(trouble).toEqual([]);
});

test('the native controls offer the right keyboard and autofill', async () => {
  const { page } = await openPage(browser, server, '/');
  const told = await page
    .locator('jinjian-form')
    .evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll('input,select,textarea') ?? [])]
        .filter((one) => one.id.startsWith('f-'))
        .map((one) => [
          one.getAttribute('name'),
          one.localName,
          one.getAttribute('type'),
          one.getAttribute('autocomplete'),
          one.getAttribute('inputmode'),
        ]),
    );
  expect(told).toEqual([
    ['name', 'input', null, 'name', null],
    ['phone', 'input', 'tel', 'tel-national', 'tel'],
    ['id_number', 'input', null, 'off', 'text'],
    ['uscc', 'input', null, 'off', null],
    ['company', 'input', null, 'organization', null],
    ['region', 'select', null, null, null],
    ['amount', 'input', null, 'off', 'numeric'],
    ['term', 'input', 'radio', null, null],
    ['use', 'input', 'radio', null, null],
    ['assets', 'input', 'checkbox', null, null],
    ['since', 'input', 'date', null, null],
    ['staff', 'input', null, 'off', 'decimal'],
    ['note', 'textarea', null, null, null],
    ['email', 'input', 'email', 'email', 'email'],
  ]);
});

test.each([
  ['姓名', '张', '请填写真实姓名，如“张三”'],
  ['手机号码', '1380013800', '手机号码应为11位，现在是10位'],
  ['手机号码', '12345678901', '手机号码应为11位，以1开头，第二位是3到9'],
  ['身份证号码', '110105194912310021', '身份证号码的最后一位与前面不符，请逐位核对'],
  ['信用代码', '91350100M000100Y4', '统一社会信用代码应为18位，现在是17位'],
  ['信用代码', '91350100I000100Y43', '统一社会信用代码不含字母 I、O、S、V、Z，请核对'],
  ['申请金额', '500', '请输入 1万元 到 50万元 之间的数'],
  ['员工人数', '0', '不能小于 1'],
  ['邮箱', 'a@b', '请核对邮箱地址，如 name@example.com'],
])(
  'a wrong %s is said beside the field on leaving it, and goes once right',
  async (label, typed, message) => {
    const { page } = await openPage(browser, server, '/');
    const box = textbox(page, label);
    await box.fill(typed);
    expect(await page.getByText(message).count()).toBe(0);
    await box.blur();
    await page.locator('.error', { hasText: message }).waitFor();
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    const describedBy = (await box.getAttribute('aria-describedby'))?.split(' ').pop();
    expect(await page.locator(`#${describedBy}`).textContent()).toBe(message);
    expect(await page.locator('.sr').textContent()).toBe(message);
  },
);

test('a field marked wrong is unmarked as soon as it is right', async () => {
  const { page } = await openPage(browser, server, '/');
  const box = textbox(page, '手机号码');
  await box.fill('138');
  await box.blur();
  await page.locator('.wrong').waitFor();
  await box.fill('13800138000');
  expect(await page.locator('.wrong').count()).toBe(0);
});

test('a field is asked only while its condition holds, and its value is not sent otherwise', async () => {
  const asked: Field = { ...common, id: 'company', kind: 'company', label: '企业名称' };
  server.bundles.set(
    'short',
    formOf([
      { ...common, id: 'use', kind: 'choice', label: '资质', options },
      { ...asked, showIf: { field: 'use', op: 'in', value: ['tax', 'invoice'] } },
    ]),
  );
  const { page } = await openPage(browser, server, '/');
  expect(await textbox(page, '企业名称').count()).toBe(0);
  await page.getByText('纳税记录').click();
  await textbox(page, '企业名称').fill('江南机械');
  await page.getByText('自有房产').click();
  expect(await textbox(page, '企业名称').count()).toBe(0);
  await consent(page).click();
  await ageBox(page).check();
  await submitButton(page).click();
  await page.getByText('申请已提交').waitFor();
  expect(server.posted[0]?.submission.values).toEqual({ use: 'house' });
});
