/** Owns the check that no name which a page or a network sees of the SDK is one that ad blockers look for. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocks, hides } from './filter-match.ts';
import { blockingRules, hidingRules } from './filter-patterns.ts';
import { readSourceFiles, repository } from './source-file.ts';

/** Every rule that catches a name, were it a class, an id, a tag or an attribute's value. */
function catching(name: string): string[] {
  return hidingRules.filter(
    (rule) =>
      hides(rule, { tag: name, classes: [name] }) || hides(rule, { tag: 'div', attributes: { id: name } }),
  );
}

function blocking(path: string): string[] {
  const urls = [`https://jinjian.example${path}`, `https://jinjian.example${path}?r=ABCDEFGH23&v=1`];
  return blockingRules.filter((rule) => urls.some((url) => blocks(rule, url)));
}

function caught(names: readonly string[], by: (name: string) => string[]): string[] {
  return names.flatMap((name) => by(name).map((rule) => `${name} by ${rule}`));
}

const sources = readSourceFiles();

/** All that a pattern's first group finds in the files of some folders, each once. */
function found(folder: RegExp, pattern: RegExp): string[] {
  const texts = sources.filter(({ path }) => folder.test(path)).map(({ text }) => text);
  const all = texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(all)].sort();
}

/** Classes, parts and ids, as views write them: whole words between quotes or backticks. */
function words(attribute: string): string[] {
  const written = found(/^sdk\/.*\.tsx?$/, new RegExp(`${attribute}=(?:"|\\{\`)([^"\`]*)`, 'g'));
  return written.flatMap((text) => text.replace(/\$\{[^}]*\}/g, 'x').split(/\s+/)).filter(Boolean);
}

function styledClasses(): string[] {
  const css = globSync('sdk/**/*.css', { cwd: repository }).map((path) =>
    readFileSync(join(repository, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, ''),
  );
  return [
    ...new Set(css.flatMap((text) => [...text.matchAll(/\.(-?[a-z][\w-]*)/gi)].map(([, name = '']) => name))),
  ];
}

/** Addresses that a visitor's browser asks for: the Worker's routes without those that need a key, the SDK's own files. */
function addresses(): string[] {
  const routes = found(/^worker\//, /path: '(\/[^']+)'/g)
    .filter((path) => /^\/(?:w|f|s|r|a|v1\/t|v1\/receipts)\//.test(path))
    .map((path) => path.replace(/:[a-z]+/g, 'acme'));
  const asked = found(/^sdk\//, /`\$\{\w+\}(\/[^`]*)`/g).map((path) => path.replace(/\$\{[^}]*\}/g, 'acme'));
  const files = globSync('*.js', { cwd: join(repository, 'dist/sdk') }).map((file) => `/w/${file}`);
  return [...new Set([...routes, ...asked, ...files, '/w/jinjian-0.1.0.js'])];
}

describe('names that filter lists look for', () => {
  it('are in no address that a visitor’s browser asks for', () => {
    const paths = addresses();
    expect(paths).toEqual(
      expect.arrayContaining(['/w/jinjian.js', '/v1/t/acme/visits', '/v1/t/acme/submissions']),
    );
    expect(caught(paths, blocking)).toEqual([]);
  });
  it('are in no class', () => {
    const classes = [...styledClasses(), ...words('class')];
    expect(classes).toEqual(expect.arrayContaining(['j', 'field', 'row', 'main', 'sheet', 'disclosure']));
    expect(caught(classes, catching)).toEqual([]);
  });
  it('are in no part and no id', () => {
    // A part named `consent` is no class and no id: cosmetic rules do not know parts. As public names they stand.
    const parts = words('part').filter((part) => !/^consents?$/.test(part));
    expect(parts).toEqual(expect.arrayContaining(['field', 'button', 'sheet']));
    expect(caught([...parts, ...words('id'), 'step', 'done', 'f-name', 'c-privacy'], catching)).toEqual([]);
  });
  it('are in no element, global, event, storage key or attribute of a page', () => {
    const events = found(/^sdk\/events\.ts$/, /'(jinjian:[a-z-]+)'/g);
    const keys = found(/^sdk\//, /`(jinjian:)/g);
    const attributes = found(/^sdk\//, /'(data-jinjian[a-z-]*)'/g);
    expect([events.length, keys.length].every(Boolean)).toBe(true);
    const names = ['jinjian-form', 'Jinjian', ...events, ...keys, ...attributes];
    expect(caught(names, catching)).toEqual([]);
    expect(
      caught(
        names.map((name) => `/${name}`),
        blocking,
      ),
    ).toEqual([]);
  });
  it('would be found if they were there', () => {
    expect(catching('ad')).toContain('##.ad');
    expect(catching('banner')).toContain('##.banner');
    expect(catching('my-cookie-bar')).toContain('##[class*="cookie"]');
    expect(blocking('/v1/t/acme/track')).toContain('/track|');
    expect(blocking('/w/jinjian-ads.js')).toContain('-ads.');
    expect(blocking('/v1/t/acme/stats')).toContain('/stats?');
  });
});
