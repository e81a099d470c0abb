/** Owns which addresses are signed for a tenant, and which are not; no signature is made. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestUrl, objectionTo } from '../../../worker/wechat/signable-url.ts';

const origins = ['https://partner.example', 'http://127.0.0.1:8080', 'null'];
const own = ['https://jinjian.example'];
const judge = (url: string) => objectionTo(url, 'acme', origins, own);

test.for([
  'https://partner.example/',
  'https://partner.example/apply?r=ABCDEFGHJK&from=timeline&isappinstalled=0#/step/2',
  'https://partner.example?x=1',
  'http://127.0.0.1:8080/',
  'https://jinjian.example/f/acme/loan?r=ABCDEFGHJK',
  'https://jinjian.example/c/acme/article',
  'https://jinjian.example/p/acme',
])('signs %s', (url) => {
  expect(judge(url)).toBeNull();
});

test.for([
  ['', 'required'],
  ['https://evil.example/', 'url_not_yours'],
  ['https://partner.example.evil.example/', 'url_not_yours'],
  ['https://partner.example:8443/', 'url_not_yours'],
  ['http://partner.example/', 'url_not_yours'],
  // Our own host carries every tenant's pages: another's are not this one's, and neither are those of nobody.
  ['https://jinjian.example/f/other/loan', 'url_not_yours'],
  ['https://jinjian.example/f/acme/../other/loan', 'url_not_yours'],
  ['https://jinjian.example/', 'url_not_yours'],
  ['https://jinjian.example/v1/tenant', 'url_not_yours'],
  ['https://partner.example@evil.example/', 'not_a_url'],
  ['https://someone@partner.example/', 'not_a_url'],
  ['https://PARTNER.example/', 'not_a_url'],
  ['https://partner.example:443/', 'not_a_url'],
  ['https://partner.example\\@evil.example/\n', 'not_a_url'],
  ['https://partner.example/ a', 'not_a_url'],
  ['https://partner.example/张', 'not_a_url'],
  ['//partner.example/', 'not_a_url'],
  ['javascript:alert(1)', 'not_a_url'],
  ['data:text/html,x', 'not_a_url'],
  ['null', 'not_a_url'],
  [`https://partner.example/${'a'.repeat(longestUrl)}`, 'not_a_url'],
] as const)('does not sign %s', ([url, objection]) => {
  expect(judge(url)).toBe(objection);
});

test('signs no address whose site, as a browser reads it, is another', () => {
  const hostile = fc.stringMatching(/^https?:[/\\]{1,3}[\w.@:\\/?#-]{0,40}$/);
  fc.assert(
    fc.property(fc.oneof(hostile, fc.webUrl(), fc.string()), (url) => {
      if (judge(url) !== null) return;
      expect([...origins, ...own]).toContain(new URL(url).origin);
    }),
    { numRuns: 2000 },
  );
});
