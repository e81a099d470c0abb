/** Owns which texts are origins and addresses of files, and how they are kept; must not store any. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { origin, picture } from '../../../worker/publishing/text-schema.ts';
import { readListedOrigin } from '../../../worker/publishing/web-address.ts';

describe('an origin', () => {
  test.each([
    'https://partner.example',
    'http://localhost:3000',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
    'https://my_site.example.cn',
    'https://xn--fsqu00a.xn--fiqs8s',
    'https://partner.example:8443',
    'null',
  ])('%s is kept as it is', (text) => {
    expect(origin.parse(text)).toBe(text);
  });

  test.each([
    ['https://例子.中国', 'https://xn--fsqu00a.xn--fiqs8s'],
    ['https://例子.中国:8443', 'https://xn--fsqu00a.xn--fiqs8s:8443'],
    ['https://例子.中国:443', 'https://xn--fsqu00a.xn--fiqs8s'],
    ['https://贷款。例子。中国', 'https://xn--0kwr83e.xn--fsqu00a.xn--fiqs8s'],
    ['https://Bücher.example', 'https://xn--bcher-kva.example'],
  ])('%s is kept as browsers send it', (written, sent) => {
    expect(origin.parse(written)).toBe(sent);
    expect(origin.parse(sent)).toBe(sent);
  });

  test.each([
    'https://a.example;script-src',
    'https://a;b.example',
    'https://a,b.example',
    "https://a'b.example",
    'https://a"b.example',
    'https://a$b.example',
    'https://a.example https://b.example',
    'https://a.example\nhttps://b.example',
    'https://a.example,https://b.example',
    'https://user@a.example',
    'https://用户@例子.中国',
    'https://例子.中国/',
    'https://例子.中国/路径',
    'https://例子.中国?x',
    'https://例子.中国;x',
    'https://例 子.中国',
    'https://',
    'https://A.example',
    'https://a.example/',
    'ftp://a.example',
    'ftp://例子.中国',
    '*',
    "'self'",
    'https:',
    'Null',
    '',
  ])('%j is none', (text) => {
    expect(origin.safeParse(text).success).toBe(false);
  });

  test.each([
    ['https://a.example/', 'https://a.example'],
    ['https://a.example/apply?x=1', 'https://a.example'],
    ['https://A.example', 'https://a.example'],
    ['https://a.example:443', 'https://a.example'],
    ['www.a.example', 'https://www.a.example'],
    ['例子.中国/路径', 'https://xn--fsqu00a.xn--fiqs8s'],
  ])('%s is refused, and told what to write', (text, meant) => {
    expect(origin.safeParse(text).error?.issues[0]?.message).toBe(
      `只写网站来源：${meant} / the origin alone: ${meant}`,
    );
  });

  test.each([' https://a.example', 'https://a.example\n', '\uFEFFhttps://a.example\u200B'])(
    '%j is taken without what is around it',
    (text) => {
      expect(origin.parse(text)).toBe('https://a.example');
    },
  );

  test.each([
    '*',
    '*.a.example',
    'https://*',
    'https://*.partner.example',
    'http://*.example:8080',
    'https://bj.*.example',
  ])('%s is refused, and told why', (text) => {
    expect(readListedOrigin(text)).toEqual({ fault: 'wildcard' });
    const refused = origin.safeParse(text);
    expect(refused.error?.issues[0]?.message).toMatch(/通配符.* \/ no wildcards/);
  });

  test('that is taken holds no sign that means anything in a header', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'ab1.*;, \'"\n\t:/@-_%[]例é。ａ'), maxLength: 16 });
    fc.assert(
      fc.property(signs, fc.constantFrom('https://', 'http://', 'https://a.', ''), (text, start) => {
        const read = readListedOrigin(start + text);
        if (!('origin' in read)) return;
        expect(read.origin).toMatch(/^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/);
        expect(readListedOrigin(read.origin)).toEqual(read);
        expect(new URL(read.origin).origin).toBe(read.origin);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the address of a picture', () => {
  test.each([
    ['https://cdn.example/a.jpg?x=1', 'https://cdn.example/a.jpg?x=1'],
    ['https://图片.中国/a.jpg', 'https://xn--wcsw84d.xn--fiqs8s/a.jpg'],
  ])('%s is kept as %s', (written, kept) => {
    expect(picture.parse(written)).toBe(kept);
  });

  test.each([
    'https://*.cdn.example/a.jpg',
    'https://a;b.example/a.jpg',
    'https://a,b.example/a.jpg',
    'https://cdn.example/a;b.jpg',
    'https://user@cdn.example/a.jpg',
    'https://例子.中国/图.jpg',
    'https://10.0.0.1/a.jpg',
    'http://图片.中国/a.jpg',
  ])('%s is refused', (address) => {
    expect(picture.safeParse(address).success).toBe(false);
  });
});
