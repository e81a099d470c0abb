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

/** Every script that a visitor's browser may be sent, as built: the first part and all later ones. */
const shipped = globSync('jinjian*.js', { cwd: join(repository, 'dist/sdk') }).map((name) => ({
  name,
  text: readFileSync(join(repository, 'dist/sdk', name), 'utf8'),
}));

/** Texts between quotes or backticks in what is shipped. */
const literals = shipped.flatMap(({ text }) =>
  [...text.matchAll(/`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g)].map(
    ([, ticked, double, single]) => ticked ?? double ?? single ?? '',
  ),
);

/** Values of an attribute in what is shipped, whole words. */
function shippedWords(attribute: string): string[] {
  const pattern = new RegExp(`\\b${attribute}:(?:\`([^\`]*)\`|"([^"]*)"|'([^']*)')`, 'g');
  const values = shipped.flatMap(({ text }) =>
    [...text.matchAll(pattern)].map(([, ticked, double, single]) => ticked ?? double ?? single ?? ''),
  );
  return values.flatMap((value) => value.replace(/\$\{[^}]*\}/g, 'x').split(/\s+/)).filter(Boolean);
}

/** Classes that the shipped style sheets name. */
function shippedStyles(): string[] {
  const sheets = literals.filter((text) => /[\w\])*]\s*\{\s*[\w-]+\s*:[^{}]*\}/.test(text));
  return sheets.flatMap((text) => [...text.matchAll(/\.(-?[a-z][\w-]*)/gi)].map(([, name = '']) => name));
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
    .filter((path) => /^\/(?:w|f|s|r|a|v1\/t|v1\/receipts|v1\/authorisations)\//.test(path))
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
    expect(classes).toEqual(
      expect.arrayContaining(['j', 'field', 'row', 'main', 'sheet', 'told', 'message', 'more', 'region']),
    );
    expect(caught(classes, catching)).toEqual([]);
  });
  it('are in no class of what is shipped, part by part', () => {
    expect(shipped.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        ['', '-authorise', '-embed', '-en', '-filling', '-region', '-solver', '-zh-CN', '-zh-TW'].map(
          (part) => `jinjian${part}.js`,
        ),
      ),
    );
    const styled = shippedStyles();
    // Of the first part's sheet, the filling part's, the embed part's.
    expect(styled).toEqual(expect.arrayContaining(['told', 'message', 'field', 'more', 'sheet', 'apart']));
    const written = shippedWords('class');
    expect(written).toEqual(expect.arrayContaining(['told', 'message', 'agree', 'more', 'region']));
    const parts = shippedWords('part').filter((part) => !/^consents?$/.test(part));
    expect(parts).toEqual(expect.arrayContaining(['button', 'title']));
    const names = [...new Set([...styled, ...written, ...parts, ...shippedWords('id')])];
    expect(caught(names, catching)).toEqual([]);
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
