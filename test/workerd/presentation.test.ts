/** Owns the refusal of consents that were shown too small or too pale, by the tenant's settings; must not know the rule. */
import { describe, expect, test } from 'vitest';
import { pickList, pickText } from './api.ts';
import { grantsOf, post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { configure, openShop, type Shop } from './scenario.ts';

const shown = (shop: Shop, notice: string, presentation: Record<string, unknown>) =>
  grantsOf(shop).map((grant) => (grant.notice === notice ? { ...grant, presentation } : grant));

const refused = (...findings: string[]) => ({ status: 422, code: 'consent_not_conspicuous', findings });

describe('a granted consent', () => {
  test('shown too small or too pale is refused by its notice, with what to do', async () => {
    const shop = await openShop();
    const grants = shown(shop, 'marketing', { fontPx: 11, contrast: 4.4 });
    const answer = await expectRefused(
      shop,
      submissionOf(shop, { grants }),
      refused('marketing too_pale', 'marketing too_small'),
    );
    const messages = pickList(answer.json, 'errors').map((finding) => pickText(finding, 'message'));
    expect(messages.join()).toMatch(/不小于12像素.*调大字号/);
    expect(messages.join()).toMatch(/夜间/);
    const english = await post(shop, submissionOf(shop, { grants }), {
      headers: { 'accept-language': 'en' },
    });
    expect(english.text).toMatch(/under 12 px/);
  });

  test('shown well, or not measured, is taken', async () => {
    const shop = await openShop();
    for (const presentation of [
      { fontPx: 12, contrast: 4.5 },
      { fontPx: 16, contrast: null },
      {},
      undefined,
    ]) {
      const grants = grantsOf(shop).map((grant) => ({ ...grant, presentation }));
      expect((await post(shop, submissionOf(shop, { grants }))).status).toBe(201);
    }
  });

  test('is judged after values and missing consents, which can be settled first', async () => {
    const shop = await openShop();
    const grants = shown(shop, 'marketing', { fontPx: 5 });
    await expectRefused(shop, submissionOf(shop, { grants, values: {} }), {
      status: 422,
      code: 'invalid_values',
    });
    const without = grants.filter(({ notice }) => notice !== 'privacy');
    await expectRefused(shop, submissionOf(shop, { grants: without }), {
      status: 422,
      code: 'consent_missing',
    });
  });

  test('shown worse at a second try does not hide the lead that the first try made', async () => {
    const shop = await openShop();
    const submission = submissionOf(shop);
    const first = await post(shop, submission);
    const again = await post(shop, { ...submission, grants: shown(shop, 'privacy', { fontPx: 5 }) });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json).toEqual(first.json);
  });
});

test('settings.presentation says how much, at once; 0 asks nothing', async () => {
  const shop = await openShop();
  const submit = () =>
    post(shop, submissionOf(shop, { grants: shown(shop, 'privacy', { fontPx: 14, contrast: 5 }) }));
  const set = (presentation: Record<string, number>) =>
    configure('PATCH', '/v1/tenant', shop.owner, { settings: { presentation } });
  expect((await submit()).status).toBe(201);
  await set({ fontPx: 16 });
  expect((await submit()).status).toBe(422);
  await set({ fontPx: 0, contrast: 7 });
  expect((await submit()).status).toBe(422);
  await set({ contrast: 0 });
  expect((await submit()).status).toBe(201);
});
