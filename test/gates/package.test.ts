/** Owns the agreement between package.json, what is packed and what is written about it; must not publish anything. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installedVersion } from '../../bin/serve/installed.ts';
import { repository } from './source-file.ts';

/** Versions that a text gives for this package: `jinjian@1.2.3`, `jinjian-1.2.3.js`. */
function versionsIn(text: string): string[] {
  return [...text.matchAll(/\bjinjian[@-]v?(\d+\.\d+\.\d+[\w.-]*?)(?=\.(?:js|tgz)\b|[^\w.-]|\.?$)/gm)].map(
    (match) => match[1] ?? '',
  );
}

describe('the version', () => {
  it('is in the built form script', () => {
    expect(readFileSync(join(repository, 'dist/sdk/jinjian.js'), 'utf8')).toContain(installedVersion());
  });
  it.each(['README.md'])('agrees in %s wherever it is given', (name) => {
    const path = join(repository, name);
    const given = existsSync(path) ? versionsIn(readFileSync(path, 'utf8')) : [];
    // Parts of the SDK carry their name behind the version.
    const others = given.filter((version) => version.replace(/-centre$/, '') !== installedVersion());
    expect(others).toEqual([]);
  });
  it('is read out of texts', () => {
    expect(versionsIn('`jinjian@0.1.0`, /w/jinjian-0.2.0.js and jinjian-1.0.0-rc.1.tgz')).toEqual([
      '0.1.0',
      '0.2.0',
      '1.0.0-rc.1',
    ]);
  });
});

describe('the package', () => {
  let packed: string[] = [];

  beforeAll(() => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
    const listing: unknown = JSON.parse(execFileSync('npm', args, { cwd: repository, encoding: 'utf8' }));
    packed = pathsOf(listing);
  });

  it('ships the builds, the command and what serve reads', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'package.json',
        'wrangler.toml',
        'dist/sdk/jinjian.js',
        'dist/worker/index.js',
      ]),
    );
  });
  it('ships every file that package.json names', () => {
    const described = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    const named = filesNamedBy([described.bin ?? {}, described.exports ?? {}]);
    expect(named).not.toEqual([]);
    expect(named.filter((path) => !packed.includes(path))).toEqual([]);
  });
  it('ships no test, no demo, no data and no secret', () => {
    expect(
      packed.filter((path) =>
        /^(?:test|demo|\.data|\.demo|\.ci)\/|\.test\.|master-keys$|admin-token$/.test(path),
      ),
    ).toEqual([]);
  });
});

/** npm 11 lists packages in an array, npm 12 by name. */
function pathsOf(listing: unknown): string[] {
  if (typeof listing !== 'object' || listing === null) return [];
  if ('path' in listing && typeof listing.path === 'string') return [listing.path];
  return Object.values(listing).flatMap(pathsOf);
}

/** Every path in `bin` and `exports`, however deep, as npm lists it. */
function filesNamedBy(value: unknown): string[] {
  if (typeof value === 'string') return [value.replace(/^\.\//, '')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(filesNamedBy) : [];
}
