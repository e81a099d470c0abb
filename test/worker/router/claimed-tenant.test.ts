/** Owns the check of which tenant a request says it is for; must not know whether that is so. */
import { expect, it } from 'vitest';
import { claimedTenant } from '../../../worker/router/claimed-tenant.ts';

const of = (pathname: string, key?: string) =>
  claimedTenant(
    new Request(
      'https://forms.example.cn/',
      key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } },
    ),
    pathname,
  );

it.each([
  '/v1/t/acme/submissions',
  '/w/acme/loan.js',
  '/f/acme/loan',
  '/s/acme/23456789AB',
  '/c/acme/card/23456789AB',
  '/p/acme',
  '/i/acme/a.png',
  '/l/acme/ld_x',
  '/log/acme/checkpoint',
  '/r/rc_acme_abc',
  '/v1/receipts/rc_acme_abc/erase',
  '/a/au_acme_abc',
  '/v1/authorisations/au_acme_abc/decide',
])('%s is for acme', (pathname) => {
  expect(of(pathname)).toBe('acme');
});
it('a key says whose it is', () => {
  expect(of('/v1/leads', `jk_acme-2_${'a'.repeat(32)}`)).toBe('acme-2');
});
it.each([
  '/',
  '/healthz',
  '/v1/tenants',
  '/v1/leads',
  '/w/jinjian-0.1.0.js',
  '/v1/t/A/x',
  '/v1/t/a\nb/x',
  '/metrics',
])('%j names none', (pathname) => {
  expect(of(pathname)).toBeNull();
  expect(of(pathname, 'jadmin_secret')).toBeNull();
  expect(of(pathname, 'jk_A_b')).toBeNull();
});
