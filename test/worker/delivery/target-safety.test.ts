/** Owns the table of addresses that a tenant may and may not have called; must not call any. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unsafeTarget } from '../../../worker/delivery/target-safety.ts';

const long = `https://example.com/${'a'.repeat(2048)}`;

describe('public targets', () => {
  it.each([
    'https://crm.example.com/hooks/jinjian?tenant=1',
    'https://example.com:443/hook',
    'https://example.com:8443/hook',
    'https://例子.中国/回调',
    'https://EXAMPLE.com./hook',
    'https://example.com.../hook',
    'https://example.com。。/hook',
    'https://1.example.com/',
    'https://local.example.com/',
    'https://internal-crm.example.com/',
  ])('may be %s', (url) => {
    expect(unsafeTarget(url, 'public')).toBeNull();
  });
  it.each([
    ['http://example.com/', 'not_https'],
    ['https://*.example.com/hook', 'wildcard_in_url'],
    ['https://crm.*.cn/', 'wildcard_in_url'],
    ['https://{tenant}.example.com/', 'not_a_url'],
    ['https://a.example.com,b.example.com/', 'not_a_url'],
    ['https://a.example.com;b/', 'not_a_url'],
    ['ftp://example.com/', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['data:text/plain,x', 'not_https'],
    ['https://user@example.com/', 'credentials_in_url'],
    ['https://user:pass@example.com/', 'credentials_in_url'],
    ['https://:pass@example.com/', 'credentials_in_url'],
    ['https://example.com@127.0.0.1/', 'credentials_in_url'],
    ['https://example.com/#part', 'fragment_in_url'],
    ['https://example.com:80/', 'port_not_allowed'],
    ['https://example.com:22/', 'port_not_allowed'],
    ['https://example.com:8080/', 'port_not_allowed'],
    ['https://127.0.0.1/', 'ip_literal'],
    ['https://127.1/', 'ip_literal'],
    ['https://0x7f.1/', 'ip_literal'],
    ['https://0x7f000001/', 'ip_literal'],
    ['https://2130706433/', 'ip_literal'],
    ['https://0177.0.0.1/', 'ip_literal'],
    ['https://127.0.0.1./', 'ip_literal'],
    ['https://127.0.0.1../', 'ip_literal'],
    ['https://127.1.../', 'ip_literal'],
    ['https://0x7f.1../', 'ip_literal'],
    ['https://017700000001../', 'ip_literal'],
    ['https://2130706433。。/', 'ip_literal'],
    ['https://127.0.0.256../', 'internal_host'],
    ['https://１２７.０.０.１/', 'ip_literal'],
    ['https://127。0。0。1/', 'ip_literal'],
    ['https://10.0.0.8/', 'ip_literal'],
    ['https://169.254.169.254/latest/meta-data', 'ip_literal'],
    ['https://8.8.8.8/', 'ip_literal'],
    ['https://[::1]/', 'ip_literal'],
    ['https://[::]/', 'ip_literal'],
    ['https://[::ffff:10.0.0.1]/', 'ip_literal'],
    ['https://[fe80::1]/', 'ip_literal'],
    ['https://[2606:4700::1111]/', 'ip_literal'],
    ['https://localhost/', 'internal_host'],
    ['https://LOCALHOST./', 'internal_host'],
    ['https://localhost../', 'internal_host'],
    ['https://LocalHost。。。/', 'internal_host'],
    ['https://crm../', 'internal_host'],
    ['https://./', 'internal_host'],
    ['https://../', 'internal_host'],
    ['https://crm.localhost/', 'internal_host'],
    ['https://crm/', 'internal_host'],
    ['https://crm./', 'internal_host'],
    ['https://crm.local/', 'internal_host'],
    ['https://crm.local./', 'internal_host'],
    ['https://crm.local../', 'internal_host'],
    ['https://crm.local%2e%2e/', 'internal_host'],
    ['https://metadata.google.internal..../', 'internal_host'],
    ['https://printer.lan/', 'internal_host'],
    ['https://db.corp/', 'internal_host'],
    ['https://kubernetes.default.svc/', 'internal_host'],
    ['https://router.home.arpa/', 'internal_host'],
    ['https://metadata.google.internal/', 'internal_host'],
    ['https://x.test/', 'internal_host'],
    ['https://x.invalid/', 'internal_host'],
    ['https://x.onion/', 'internal_host'],
    ['', 'not_a_url'],
    ['example.com', 'not_a_url'],
    ['//example.com/', 'not_a_url'],
    ['https://', 'not_a_url'],
    ['https://exa mple.com/', 'not_a_url'],
    ['https://127.0.0.256/', 'not_a_url'],
    ['https://example.com:99999/', 'not_a_url'],
    [long, 'too_long'],
  ])('may not be %s (%s)', (url, reason) => {
    expect(unsafeTarget(url, 'public')).toBe(reason);
  });
  it('may not be any IPv4 address, however it is written', () => {
    const spellings = fc.integer({ min: 0, max: 2 ** 32 - 1 }).chain((address) => {
      const parts = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
      const [a = 0, b = 0, c = 0, d = 0] = parts;
      return fc.constantFrom(
        parts.join('.'),
        String(address),
        `0x${address.toString(16)}`,
        `0${address.toString(8)}`,
        parts.map((part) => `0x${part.toString(16)}`).join('.'),
        parts.map((part) => `0${part.toString(8)}`).join('.'),
        `${a}.${address % 2 ** 24}`,
        `${a}.${b}.${c * 256 + d}`,
        `${parts.join('.')}.`,
        `${parts.join('.')}...`,
        `0x${address.toString(16)}..`,
        `${a}.${address % 2 ** 24}..`,
      );
    });
    fc.assert(
      fc.property(spellings, (host) => {
        expect(unsafeTarget(`https://${host}/`, 'public')).toBe('ip_literal');
      }),
    );
  });
});

describe('any target, in development', () => {
  it.each([
    'http://127.0.0.1:9000/hook',
    'http://localhost:3000/',
    'https://[::1]:8080/',
    'https://crm.internal/',
    'https://example.com/',
  ])('may be %s', (url) => {
    expect(unsafeTarget(url, 'any')).toBeNull();
  });
  it.each([
    ['ftp://127.0.0.1/', 'not_https'],
    ['http://user:pass@127.0.0.1/', 'credentials_in_url'],
    ['http://127.0.0.1/#x', 'fragment_in_url'],
    ['nonsense', 'not_a_url'],
    [long, 'too_long'],
  ])('may not be %s (%s)', (url, reason) => {
    expect(unsafeTarget(url, 'any')).toBe(reason);
  });
});

describe('line breaks', () => {
  // The URL standard strips tabs and newlines while parsing: what is stored must be judged as what is called.
  it.each(['https://127.0\r\n.0.1/', 'https://local\nhost/', '\thttps://10.0.0.1/\r\n'])(
    'hide no unsafe host: %j',
    (url) => {
      expect(unsafeTarget(url, 'public')).not.toBeNull();
    },
  );
  it('never throw, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const policy of ['public', 'any'] as const) {
          const reason = unsafeTarget(text, policy);
          expect(reason === null || /^[a-z_]+$/.test(reason)).toBe(true);
        }
      }),
    );
  });
});
