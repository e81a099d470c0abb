/** Owns the check of the text handed to workerd; that workerd reads it is checked with real processes. */
import { describe, expect, it } from 'vitest';
import { compatibilityOf, quote, textBindings, workerdConfig } from '../../bin/serve/workerd-config.ts';

const input = {
  address: '127.0.0.1:8787',
  bundlePath: '../dist/worker/index.js',
  objectsDir: '/srv/data/objects',
  compatibility: { date: '2026-11-01', flags: ['global_fetch_strictly_public'] },
  targets: 'public',
} as const;
const config = (changes: Partial<Parameters<typeof workerdConfig>[0]> = {}) =>
  workerdConfig({
    ...input,
    compatibility: { ...input.compatibility, flags: [...input.compatibility.flags] },
    ...changes,
  });

describe('text literals', () => {
  it.each([
    ['plain', '"plain"'],
    ['a "quoted" path', '"a \\"quoted\\" path"'],
    ['back\\slash', '"back\\\\slash"'],
    ['a\\"b', '"a\\\\\\"b"'],
    ['line\nbreak\ttab', '"line\\x0abreak\\x09tab"'],
    ['del\u007f', '"del\\x7f"'],
    ['数据 文件夹', '"数据 文件夹"'],
    ["it's", '"it\'s"'],
  ])('of %j', (text, literal) => {
    expect(quote(text)).toBe(literal);
  });
});

describe('the configuration', () => {
  it('lets the Worker reach public addresses only, unless any target is allowed', () => {
    expect(config()).toContain('allow = ["public"]');
    expect(config({ targets: 'any' })).toContain('allow = ["public", "private"]');
  });
  it('trusts the certificates that browsers trust, and no others', () => {
    expect(config()).toContain('tlsOptions = (trustBrowserCas = true)');
    expect(config()).not.toMatch(/trustedCertificates|minVersion/);
  });
  it('takes every text binding from the environment and holds no value', () => {
    for (const name of textBindings) {
      expect(config()).toContain(`(name = "${name}", fromEnvironment = "${name}")`);
    }
    expect(config()).not.toMatch(/\btext = /);
  });
  it('can not be broken out of by a path', () => {
    const objectsDir = '/srv/", writable = false), (name = "x\\';
    expect(config({ objectsDir })).toContain(
      '(path = "/srv/\\", writable = false), (name = \\"x\\\\", writable = true)',
    );
  });
  it('gives the three objects SQLite under fixed keys: changing one would lose what is stored', () => {
    const namespaces = [...config().matchAll(/className = "(\w+)", uniqueKey = "(\w+)", enableSql = true/g)];
    expect(namespaces.map((match) => [match[1], match[2]])).toEqual([
      ['DirectoryObject', 'directory'],
      ['TenantObject', 'tenant'],
      ['TrafficObject', 'traffic'],
    ]);
  });
});

describe('compatibility', () => {
  it('is read out of wrangler.toml', () => {
    const toml = 'name = "a"\ncompatibility_date = "2026-11-01"\ncompatibility_flags = ["a", "b"]\n[vars]\n';
    expect(compatibilityOf(toml)).toEqual({ date: '2026-11-01', flags: ['a', 'b'] });
    expect(compatibilityOf(toml.replace('["a", "b"]', '[]'))).toEqual({ date: '2026-11-01', flags: [] });
  });
  it.each([
    'compatibility_date = "2026-11-01"',
    'compatibility_flags = []',
    '# compatibility_date = "2026-11-01"',
  ])('is null for %j alone', (toml) => {
    expect(compatibilityOf(toml)).toBeNull();
  });
});
