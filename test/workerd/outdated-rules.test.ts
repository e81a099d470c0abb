/** Owns that a form of before a rule goes on taking leads and says which rules it does not satisfy; must not know the rules. */
import { evictDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { call, pick, pickList, pickText } from './api.ts';
import { person, post, submissionOf } from './applicant.ts';
import { configure, tenantStub } from './scenario.ts';
import { sensitiveFields, sensitiveShop } from './sensitive-shop.ts';
import { runSql } from './stored.ts';

const codesIn = (outdated: readonly unknown[]) =>
  outdated.map((one) => `${pickText(one, 'path')} ${pickText(one, 'code')}`);

test('a published form that the rules of today would refuse is listed with the reason, and takes leads', async () => {
  const shop = await sensitiveShop({
    fields: sensitiveFields,
    sensitive: { money: ['income', 'assets'], identity: ['idNumber'] },
    provided: ['name'],
  });
  expect(await configure('GET', '/v1/forms/biz', shop.owner)).toMatchObject({ outdated: [] });
  // As a build without the rule published it.
  await runSql(
    shop.tenant,
    `UPDATE notices SET body = json_remove(body, '$.fields') WHERE id IN ('money', 'identity')`,
  );
  await evictDurableObject(tenantStub(shop.tenant));
  const expected = [
    'steps.0.fields.2.label sensitive_field_uncovered',
    'steps.0.fields.3.label sensitive_field_uncovered',
    'consents.2.notice.fields missing_duty',
    'consents.3.notice.fields missing_duty',
  ];
  const one = pickList(await configure('GET', '/v1/forms/biz', shop.owner), 'outdated');
  expect(codesIn(one)).toEqual(expected);
  expect(pickText(one[0], 'message')).toContain('收入');
  const [listed] = pickList(await configure('GET', '/v1/forms', shop.owner), 'items');
  expect(codesIn(pickList(listed, 'outdated'))).toEqual(expected);
  const values = { name: person.name, phone: person.phone, income: 5000 };
  expect((await post(shop, submissionOf(shop, { values }))).status).toBe(201);
  const answer = await call('POST', '/v1/forms/biz/publish', { key: shop.owner });
  expect(answer.status).toBe(422);
  expect(pick(answer.json, 'errors', 0, 'code')).toBe('sensitive_field_uncovered');
});
