/** Owns what may be in the shipped bundles and how large they may be; must not build them. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { workerdCompatibilityDate } from '../../bin/serve/installed.ts';
import { compatibilityOf, durableObjects } from '../../bin/serve/workerd-config.ts';
import { importsOf } from './imports.ts';
import { readSourceFiles, repository, type SourceFile } from './source-file.ts';

/** Text that a package can't be bundled without, minified or not. */
const markers = {
  zod: '$ZodError',
  qrcode: 'The amount of data is too big to be stored in a QR Code',
};
/** DESIGN §12: the form script, Preact and zh-CN included, in bytes of brotli. */
const scriptBudget = 14_000;
/** Preact, the screens and their style; what an opened poster needs comes later. */
const centreBudget = 15_000;
/** Preact, the screens and their style: the page about a lead, opened from a robot's message. */
const leadBudget = 15_000;
/** DESIGN §12: what draws posters, without the template, which is a part of its own. */
const shareBudget = 6_000;
/** One template: data. */
const templateBudget = 1_000;
const evaluators = /\beval\s*\(|\bnew\s+Function\b|(?<![\w$.])Function\s*\(/;

function built(pattern: string): SourceFile[] {
  const paths = globSync(pattern, { cwd: join(repository, 'dist') }).sort();
  return paths.map((path) => ({ path, text: readFileSync(join(repository, 'dist', path), 'utf8') }));
}

/** Every package that a browser could be made to load: what the SDK's files reach, through the contract too. */
function packagesReached(files: readonly SourceFile[]): string[] {
  const tooling = /(?:^|\/)(?:build|vite\.config)\.ts$/;
  const shipped = files.filter(({ path }) => /^(?:sdk|contract)\//.test(path) && !tooling.test(path));
  const reached = shipped.flatMap(importsOf).filter((one) => one.kind === 'package');
  return [...new Set(reached.map((one) => one.to.split('/')[0] ?? one.to))].sort();
}

describe('browser bundles', () => {
  const browser = built('sdk/**/*.{js,mjs}');

  it('are built', () => {
    expect(
      browser.map((file) => file.path),
      'run `npm run build` first',
    ).toContain('sdk/jinjian.js');
  });
  it('come from sources that import preact, and the receipt’s verifier of signatures, nothing else', () => {
    expect(packagesReached(readSourceFiles())).toEqual(['@noble', 'preact']);
    const others = readSourceFiles().filter(({ path }) => path !== 'sdk/receipt/signature-part.ts');
    expect(packagesReached(others)).toEqual(['preact']);
  });
  it.each(Object.entries(markers))(
    'hold no %s, whose marker the Worker’s bundle shows to be right',
    (_name, marker) => {
      expect(built('worker/index.js')[0]?.text).toContain(marker);
      expect(browser.filter((file) => file.text.includes(marker)).map((file) => file.path)).toEqual([]);
    },
  );
  it('run under a content security policy without unsafe-eval', () => {
    expect(browser.filter((file) => evaluators.test(file.text)).map((file) => file.path)).toEqual([]);
    expect(evaluators.test('new Function("")') && evaluators.test('eval (a)')).toBe(true);
  });
  it('are as large as the README says', () => {
    const readme = readFileSync(join(repository, 'README.md'), 'utf8');
    for (const [what, bytes] of [
      ['the form script', formScriptBytes(browser)],
      ['the filling part', brotliBytes(textOf(browser, 'sdk/jinjian-filling.js'))],
      ['the share centre', brotliBytes(textOf(browser, 'sdk/jinjian-centre.js'))],
    ] as const)
      expect(readme, what).toContain(`${(bytes / 1000).toFixed(1)} KB`);
  });
  it('are pinned in the README by the integrity of what the server gives', () => {
    const digest = createHash('sha384').update(sdkAlone(browser)).digest('base64');
    expect(readFileSync(join(repository, 'README.md'), 'utf8')).toContain(`integrity="sha384-${digest}"`);
  });
  it('keep the form script within its budget', () => {
    const bytes = formScriptBytes(browser);
    process.stdout.write(`form script: ${bytes} B brotli, ${scriptBudget} B allowed\n`);
    expect(bytes).toBeLessThanOrEqual(scriptBudget);
    expect(bytes, 'run `npm run build` first').toBeGreaterThan(1000);
  });
  it('keep the share centre’s script within its budget, posters left out', () => {
    const centre = textOf(browser, 'sdk/jinjian-centre.js');
    const bytes = brotliBytes(centre);
    process.stdout.write(`share centre: ${bytes} B brotli, ${centreBudget} B allowed\n`);
    expect(bytes).toBeLessThanOrEqual(centreBudget);
    expect(bytes, 'run `npm run build` first').toBeGreaterThan(1000);
    expect(centre).not.toContain('toBlob');
  });
  it('keep the lead page’s script within its budget', () => {
    const bytes = brotliBytes(textOf(browser, 'sdk/jinjian-lead.js'));
    process.stdout.write(`lead page: ${bytes} B brotli, ${leadBudget} B allowed\n`);
    expect(bytes).toBeLessThanOrEqual(leadBudget);
    expect(bytes, 'run `npm run build` first').toBeGreaterThan(1000);
  });
  it('keep the share chunk within its budget, and each template within its own', () => {
    const share = brotliBytes(textOf(browser, 'sdk/jinjian-share.js'));
    const templates = browser
      .filter(({ path }) => path.startsWith('sdk/jinjian-poster-'))
      .map(({ text }) => brotliBytes(text));
    process.stdout.write(`share chunk: ${share} B brotli, ${shareBudget} B allowed\n`);
    process.stdout.write(`poster templates: ${templates.join(', ')} B brotli\n`);
    expect(share).toBeLessThanOrEqual(shareBudget);
    expect(share, 'run `npm run build` first').toBeGreaterThan(1000);
    expect(templates.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...templates)).toBeLessThanOrEqual(templateBudget);
  });
});

/** The script that a partner's page loads, without the tenant's own form: the SDK and its Chinese first words. */
function formScriptBytes(browser: readonly SourceFile[]): number {
  return brotliBytes(sdkAlone(browser));
}

/** What `/w/jinjian.js` answers (worker/router/form-script.ts). */
function sdkAlone(browser: readonly SourceFile[]): string {
  const words = readFileSync(join(repository, 'dist/sdk/first-words-zh-cn.json'), 'utf8');
  return `${textOf(browser, 'sdk/jinjian.js')}\nJinjian.words("zh-CN",${words});\n`;
}

function textOf(files: readonly SourceFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

function brotliBytes(text: string): number {
  return brotliCompressSync(text).length;
}

describe('the runtime', () => {
  const wrangler = readFileSync(join(repository, 'wrangler.toml'), 'utf8');

  it('is as new as the compatibility date asks', () => {
    const date = compatibilityOf(wrangler)?.date ?? 'none';
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(date <= workerdCompatibilityDate, `${date} is after ${workerdCompatibilityDate}`).toBe(true);
  });
  it('gets the same objects from wrangler.toml and from serve', () => {
    const bound = [...wrangler.matchAll(/^name = "([A-Z]+)"\nclass_name = "(\w+)"/gm)].map((match) =>
      match.slice(1, 3),
    );
    expect(bound).toEqual(durableObjects.map(({ binding, className }) => [binding, className]));
    for (const { className } of durableObjects)
      expect(wrangler).toMatch(new RegExp(`new_sqlite_classes.*"${className}"`));
  });
});
