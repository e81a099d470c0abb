/** Owns the check of which texts are hosts and origins; must not know whose they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHostHeader, readHostList, readOrigin } from '../../../worker/encoding/host-name.ts';

describe('a Host header', () => {
  it.each([
    ['forms.example.cn', 'forms.example.cn', null],
    ['Forms.Example.CN', 'forms.example.cn', null],
    ['forms.example.cn.', 'forms.example.cn', null],
    ['forms.example.cn...:8443', 'forms.example.cn', 8443],
    ['127.0.0.1..', '127.0.0.1', null],
    ['0x7f.1..', '127.0.0.1', null],
    ['forms.example.cn:8443', 'forms.example.cn', 8443],
    ['forms.example.cn:', 'forms.example.cn', null],
    ['127.0.0.1:8787', '127.0.0.1', 8787],
    ['[::1]:8787', '[::1]', 8787],
    ['[0:0::1]', '[::1]', null],
    ['xn--5br23gb92a.cn', 'xn--5br23gb92a.cn', null],
    ['under_score.example', 'under_score.example', null],
  ])('%j is the host %s, port %s', (text, name, port) => {
    expect(readHostHeader(text)).toEqual({ name, port });
  });
  it.each([
    '',
    ' ',
    'a, b',
    'a,a',
    'a b',
    'a/healthz?',
    'a#',
    'a?b',
    'a\\b',
    'user@a',
    'a:99999',
    'a:b',
    'a:1:2',
    '[::1',
    '[::g]',
    '[fe80::1%25eth0]',
    'a%2eb',
    '申请.cn',
    '1.2.3.4.5.6:',
    '..',
  ])('%j is none', (text) => {
    expect(readHostHeader(text)).toBeNull();
  });
  it('any text is a host that the URL parser agrees on, or none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const host = readHostHeader(text);
        if (host === null) return;
        const url = new URL(`http://${text}/path`);
        expect(url.pathname).toBe('/path');
        expect(new URL(`http://${url.hostname.replace(/\.+$/, '')}`).hostname).toBe(host.name);
      }),
    );
  });
});

describe('a list of hosts', () => {
  it('is read with ports, spaces and names in any script', () => {
    expect(readHostList(' b.example, c.example:8443 ,申请.cn,,[::1]')).toEqual({
      hosts: [
        { name: 'b.example', port: null },
        { name: 'c.example', port: 8443 },
        { name: 'xn--unyq99b.cn', port: null },
        { name: '[::1]', port: null },
      ],
    });
    expect(readHostList('')).toEqual({ hosts: [] });
  });
  it.each(['https://b.example', 'b.example/path', 'a b', 'a@b', '*.example.cn', 'a:b', '::1'])(
    'is refused for %j, by that entry',
    (entry) => {
      expect(readHostList(`ok.example, ${entry}`)).toEqual({ error: entry });
    },
  );
});

describe('an origin', () => {
  it.each([
    ['https://forms.example.cn', 'https://forms.example.cn'],
    ['https://forms.example.cn/', 'https://forms.example.cn'],
    ['HTTPS://Forms.example.cn:443', 'https://forms.example.cn'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['https://forms.example.cn/path', null],
    ['https://forms.example.cn?a', null],
    ['https://user@forms.example.cn', null],
    ['ftp://forms.example.cn', null],
    ['forms.example.cn', null],
    ['', null],
  ])('%j is %s', (text, origin) => {
    expect(readOrigin(text)).toBe(origin);
  });
});
