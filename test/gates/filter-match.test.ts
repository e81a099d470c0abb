/** The matcher of filter rules, by the examples of the syntax's own documentation and by hand. */
import { expect, test } from 'vitest';
import { blocks, hides } from './filter-match.ts';

test.each([
  ['/banner/*/img^', 'http://example.com/banner/foo/img', true],
  ['/banner/*/img^', 'http://example.com/banner/foo/bar/img?param', true],
  ['/banner/*/img^', 'http://example.com/banner//img/foo', true],
  ['/banner/*/img^', 'http://example.com/banner/img', false],
  ['/banner/*/img^', 'http://example.com/banner/foo/imgraph', false],
  ['||ads.example.com^', 'http://ads.example.com/foo.gif', true],
  ['||ads.example.com^', 'http://server1.ads.example.com/foo.gif', true],
  ['||ads.example.com^', 'https://ads.example.com:8000/', true],
  ['||ads.example.com^', 'http://ads.example.com.ua/foo.gif', false],
  ['||ads.example.com^', 'http://example.com/redirect/http://ads.example.com/', false],
  ['||example.com/banner', 'https://good-example.com/banner', false],
  ['|http://example.com/|', 'http://example.com/', true],
  ['|http://example.com/|', 'http://example.com/foo.gif', false],
  ['swf|', 'http://example.com/annoyingflash.swf', true],
  ['swf|', 'http://example.com/swf/index.html', false],
  ['/Ads/*', 'https://a.example/ads/x.js', true],
  ['.gif?', 'https://a.example/x.gif', false],
  ['/track?$image', 'https://a.example/track?x', true],
])('%s against %s: %s', (rule, url, caught) => {
  expect(blocks(rule, url)).toBe(caught);
});

test.each([
  ['##.ad', { tag: 'p', classes: ['lead', 'ad'] }, true],
  ['##.ad', { tag: 'p', classes: ['add'] }, false],
  ['###ads', { tag: 'p', attributes: { id: 'ads' } }, true],
  ['##ad-slot', { tag: 'ad-slot' }, true],
  ['##ins.adsbygoogle', { tag: 'div', classes: ['adsbygoogle'] }, false],
  ['##[id^="ad-"]', { tag: 'p', attributes: { id: 'ad-1' } }, true],
  ['##[id^="ad-"]', { tag: 'p', attributes: { id: 'lead-1' } }, false],
  ['##[class*="banner"]', { tag: 'p', classes: ['x', 'my-banner'] }, true],
  ['##[data-ad]', { tag: 'p', attributes: { 'data-ad': '' } }, true],
  ['##[data-ad]', { tag: 'p' }, false],
  ['example.com##.promo', { tag: 'p', classes: ['promo'] }, true],
])('%s against %o: %s', (rule, seen, caught) => {
  expect(hides(rule, seen)).toBe(caught);
});

test('a rule of another shape is an error, not a miss', () => {
  expect(() => hides('##.a > .b', { tag: 'p' })).toThrow('known shape');
});
