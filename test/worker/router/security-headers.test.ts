/** Owns when an answer promises https, and that it overrides nothing that a route said; must not serve anything. */
import { expect, test } from 'vitest';
import { secure } from '../../../worker/router/security-headers.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };

test.each([
  ['https://forms.example.cn', true],
  ['http://127.0.0.1:8787', false],
  ['http://forms.example.cn/f/a/https://x', false],
])('reached at %s, https is promised: %s', (publicUrl, isPromised) => {
  const { headers } = secure(new Response('', { headers: html }), publicUrl);
  expect(headers.has('strict-transport-security')).toBe(isPromised);
});

test('what a route says of caching and of sources stands; what says nothing is kept by nobody', () => {
  const own = {
    'content-type': 'image/png',
    'cache-control': 'private',
    'content-security-policy': 'sandbox',
  };
  const kept = secure(new Response('', { headers: own }), '').headers;
  expect([kept.get('cache-control'), kept.get('content-security-policy')]).toEqual(['private', 'sandbox']);
  expect(secure(new Response(''), '').headers.get('cache-control')).toBe('no-store');
});

test('a page alone speaks of windows and sensors', () => {
  for (const type of ['application/json', 'text/javascript; charset=utf-8', 'image/svg+xml']) {
    const { headers } = secure(new Response('', { headers: { 'content-type': type } }), '');
    expect(headers.has('cross-origin-opener-policy') || headers.has('permissions-policy')).toBe(false);
  }
});
