/** Owns the file by which WeChat knows a tenant's paths: where it stands, and that nobody else's stands there. */
import { expect, test } from 'vitest';
import { call, expectProblem } from './api.ts';
import { configure, openShop } from './scenario.ts';

const code = 'F2sVKq8xAbCd0123';

test('stands below each of the tenant’s own paths, and nowhere else', async () => {
  const [shop, other] = [await openShop(), await openShop()];
  await configure('PATCH', '/v1/tenant', shop.owner, {
    settings: { wechat: { appId: 'wx0123456789abcdef', verification: code } },
  });
  for (const page of ['f', 'c', 'p', 's']) {
    const answer = await call('GET', `/${page}/${shop.tenant}/MP_verify_${code}.txt`);
    expect([answer.status, answer.text]).toEqual([200, code]);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  }
  const elsewhere = [
    `/f/${other.tenant}/MP_verify_${code}.txt`,
    `/f/${shop.tenant}/MP_verify_another0123456.txt`,
    `/f/${shop.tenant}/MP_verify_${code.toLowerCase()}.txt`,
    `/v1/${shop.tenant}/MP_verify_${code}.txt`,
    '/f/nobody/MP_verify_undefined.txt',
    `/f/${other.tenant}/MP_verify_undefined.txt`,
    `/MP_verify_${code}.txt`,
  ];
  for (const path of elsewhere) expectProblem(await call('GET', path), 404, 'not_found');
});

test('can hold nothing but letters and digits', async () => {
  const shop = await openShop();
  for (const verification of ['', '<script>', 'a b', '../..', '中']) {
    const answer = await call('PATCH', '/v1/tenant', {
      key: shop.owner,
      body: { settings: { wechat: { appId: 'wx1', verification } } },
    });
    expectProblem(answer, 422, 'invalid_request');
  }
});
