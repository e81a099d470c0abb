/** Owns the check of which requests are for this server, by their Host; must not know routes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../contract/problem.ts';
import { judgeHost } from '../../../worker/router/own-host.ts';

type Config = Parameters<typeof judgeHost>[1];

const publicUrl = 'https://forms.example.cn';
const open: Config = { JINJIAN_PUBLIC_URL: publicUrl, JINJIAN_HOSTS: 'b.example, c.example:8443' };
const loopback: Config = { ...open, JINJIAN_SERVE: { isOnLoopback: true } };

/** As workerd hands a request over: the header as it came, written into the URL. */
function judged(host: string, config: Config = open, path = '/v1/leads'): string {
  const headers = new Headers({ host });
  const outcome = judgeHost({ url: `http://${host}${path}`, headers }, config);
  return isRefusal(outcome) ? outcome.refused : outcome.publicUrl;
}

describe('a request', () => {
  it.each(['forms.example.cn', 'FORMS.example.cn', 'forms.example.cn.', 'forms.example.cn:443'])(
    'for %s is for this server',
    (host) => {
      expect(judged(host)).toBe(publicUrl);
      // A second time it is known.
      expect(judged(host)).toBe(publicUrl);
    },
  );
  it.each(['b.example', 'b.example:1', 'c.example:8443'])('for %s, a further name, is too', (host) => {
    expect(judged(host)).toBe(publicUrl);
  });
  it.each([
    'evil.example',
    'c.example',
    'c.example:8444',
    'forms.example.cn.evil.example',
    'a.forms.example.cn',
    '127.0.0.1:8787',
    'localhost',
    '10.0.0.1',
  ])('for %s is not', (host) => {
    expect(judged(host)).toBe('misdirected');
    expect(judged(host, open, '/healthz/x')).toBe('misdirected');
  });
  it('for /healthz is answered under any name, as a probe asks', () => {
    expect(judged('10.0.0.1:8787', open, '/healthz')).toBe(publicUrl);
    expect(judged('evil.example', open, '/healthz?a=1')).toBe(publicUrl);
    expect(judged('a b', open, '/healthz')).toBe('bad_host');
  });
  it.each(['127.0.0.1:8787', 'localhost:9000', '[::1]', '127.1.2.3'])(
    'for %s is for a server that listens on loopback, under whatever public name',
    (host) => {
      expect(judged(host, loopback)).toBe(publicUrl);
    },
  );
  it('to a server on loopback, for a name that only leads to it, is not: a page could have had it made so', () => {
    expect(judged('rebound.evil.example:8787', loopback)).toBe('misdirected');
  });
  it('made in the program has no header, and is judged by its URL', () => {
    const judge = (url: string) => judgeHost({ url, headers: new Headers() }, open);
    expect(judge('https://forms.example.cn/x')).toMatchObject({ publicUrl });
    expect(judge('https://evil.example/x')).toMatchObject({ refused: 'misdirected' });
  });
});

describe('a Host that is none', () => {
  it.each([
    'forms.example.cn, forms.example.cn',
    'forms.example.cn/healthz?',
    'forms.example.cn#',
    'user@forms.example.cn',
    'forms.example.cn:99999',
    '[::1',
    '',
  ])('%j is 400', (host) => {
    expect(judged(host)).toBe('bad_host');
  });
  it('is that of `OPTIONS *` too, which has no URL', () => {
    const outcome = judgeHost(
      { url: 'http://forms.example.cn*', headers: new Headers({ host: 'forms.example.cn' }) },
      open,
    );
    expect(outcome).toMatchObject({ refused: 'bad_host' });
  });
  it('is never a fault, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.webPath(), (text, path) => {
        const host = text.replace(/[^\x20-\x7e]/g, '').trim();
        expect(['bad_host', 'misdirected', publicUrl]).toContain(judged(host, open, path));
      }),
    );
  });
});

describe('a server that was not told its own name', () => {
  it.each([undefined, '', 'forms.example.cn', 'https://forms.example.cn/path'])(
    'JINJIAN_PUBLIC_URL being %j, answers nothing, and says what it needs',
    (text) => {
      const config = text === undefined ? {} : { JINJIAN_PUBLIC_URL: text };
      const outcome = judgeHost(
        { url: 'http://evil.example/healthz', headers: new Headers({ host: 'evil.example' }) },
        config,
      );
      expect(outcome).toMatchObject({
        refused: 'public_url_missing',
        errors: [{ path: 'JINJIAN_PUBLIC_URL', code: 'public_url_needed' }],
      });
    },
  );
  it('takes it without the slash at its end', () => {
    expect(judged('forms.example.cn', { JINJIAN_PUBLIC_URL: `${publicUrl}/` })).toBe(publicUrl);
  });
});
