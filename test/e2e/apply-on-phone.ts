/** Owns how a person fills the demo's form on a phone, by the words on the screen; must not know what is checked. */
import type { Browser, Locator, Page } from 'playwright-core';
import type { RunningDemo } from '../../demo/run-demo.ts';
import type { Visit } from './visits.ts';

export const phone = { width: 390, height: 844 };

/**
 * One person fills a form on the partner's page, sends it and waits for the receipt. `onScreen` sees each screen
 * before it is left: the end of a last step, the start of any other.
 */
export async function applyOnPhone(
  browser: Browser,
  demo: RunningDemo,
  visit: Visit,
  onScreen: (page: Page, edge: 'start' | 'end') => Promise<void> = async () => {},
): Promise<void> {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 2, locale: 'zh-CN' });
  const page = await context.newPage();
  const referral = visit.link === undefined ? '' : `?r=${demo.codeOf(visit.link)}`;
  await page.goto(demo.partnerUrl + visit.path + referral);
  await page.getByRole('button', { name: '下一步' }).waitFor();
  for (const [at, answers] of visit.steps.entries()) {
    for (const [label, answer] of Object.entries(answers)) await fill(page, label, answer);
    const isLast = at === visit.steps.length - 1;
    if (isLast) {
      const consents = page.locator('.row:not(.age)').getByRole('checkbox');
      for (const place of visit.consents) await consents.nth(place).check();
      // Asked for where no identity number tells it.
      const age = page.locator('.age').getByRole('checkbox');
      if ((await age.count()) > 0) await age.check();
    }
    const button = page.getByRole('button', { name: isLast ? /^提交/ : '下一步' });
    await onScreen(page, isLast ? 'end' : 'start');
    await button.click();
  }
  // Of a loan the whole cost is read first.
  await page.getByRole('button', { name: '我已阅读，继续提交' }).click();
  await page.getByText('登记已收到').waitFor({ timeout: 15_000 });
  await onScreen(page, 'start');
  await context.close();
}

/** Answers one field, whatever control the form draws. Options are tapped on their words, as a person does. */
async function fill(page: Page, label: string, answer: string): Promise<void> {
  const group = page.getByRole('group', { name: label });
  const list = page.getByRole('combobox', { name: label });
  if ((await group.getByRole('combobox').count()) > 0) await chooseRegion(group, answer);
  else if ((await group.count()) > 0) await group.getByText(answer, { exact: true }).click();
  else if ((await list.count()) > 0) await list.selectOption({ label: answer });
  else await page.getByRole('textbox', { name: label }).fill(answer);
}

/** `四川 成都市`: a province, then a city of it; a municipality is its own. */
async function chooseRegion(group: Locator, answer: string): Promise<void> {
  const [province = '', city] = answer.split(' ');
  await group.getByRole('combobox').first().selectOption({ label: province });
  if (city !== undefined) await group.getByRole('combobox').last().selectOption({ label: city });
}
