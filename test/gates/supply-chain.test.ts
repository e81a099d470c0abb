/** Owns what may come in with a package: scripts that run, licences, sources, and the bill that lists them all; must not install anything. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { repository } from './source-file.ts';

interface Locked {
  name: string;
  version: string;
  license: string;
  integrity: string;
  resolved?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
}

const described = readJson('package.json');
const lock = readJson('package-lock.json');

/** Every package of the lockfile, those for other platforms too. */
const packages: Locked[] = Object.entries(recordAt(lock, 'packages'))
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ ...lockedOf(entry), name: path.replace(/^.*node_modules\//, '') }));

/** What is shipped or runs beside it may be used, changed and passed on by anyone under notice alone. */
const forProduction = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
/** Tools that are run and neither changed nor passed on may also ask for their own source, or for nothing. */
const forDevelopment = [...forProduction, 'CC0-1.0', 'LGPL-3.0-or-later', 'MPL-2.0', 'Unlicense'];

describe('scripts that run at installation', () => {
  it('are those of the three packages that can’t do without', () => {
    const allowed = Object.entries(recordAt(described, 'allowScripts'));
    expect(allowed).toEqual([
      ['esbuild', true],
      ['node', true],
      ['workerd', true],
    ]);
    const running = packages.filter(({ hasInstallScript }) => hasInstallScript === true);
    expect([...new Set(running.map(({ name }) => name))].sort()).toEqual(allowed.map(([name]) => name));
  });
});

describe('packages', () => {
  it('are asked for by one version, and none by address', () => {
    const asked = ['dependencies', 'devDependencies'].flatMap((kind) =>
      Object.entries(recordAt(described, kind)),
    );
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)))).toEqual([]);
  });
  it('are pinned by their content, and come from the registry alone', () => {
    expect(packages.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([]);
    expect(
      packages.filter(
        ({ resolved }) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
      ),
    ).toEqual([]);
  });
});

describe('licences', () => {
  it('of what is shipped or runs are permitted', () => {
    expect(
      notPermitted(
        packages.filter(({ dev }) => dev !== true),
        forProduction,
      ),
    ).toEqual([]);
  });
  it('of tools are permitted', () => {
    expect(notPermitted(packages, forDevelopment)).toEqual([]);
  });
  it.each<[string, boolean]>([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT OR Apache-2.0', true],
    ['MIT AND GPL-3.0-only', false],
    ['Apache-2.0 AND LGPL-3.0-or-later AND MIT', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['UNLICENSED', false],
    ['Apache-2.0 WITH LLVM-exception', false],
    ['MIT AND (ISC OR GPL-2.0-only)', false],
    ['', false],
  ])('“%s” may be shipped: %s', (expression, may) => {
    expect(isPermitted(expression, forProduction)).toBe(may);
  });
});

describe('the bill of materials', () => {
  let bill: unknown;
  beforeAll(() => {
    execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: repository });
    bill = readJson('dist/sbom.cdx.json');
  });

  it('is CycloneDX 1.5, by its schema', () => {
    const schemas = join(repository, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
    const schema = (name: string) => readJson(join(schemas, `${name}.SNAPSHOT.schema.json`));
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(schema('spdx'), 'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json');
    ajv.addSchema(schema('jsf-0.82'), 'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json');
    const validate = ajv.compile(schema('bom-1.5'));
    expect(validate(bill), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...Object(bill), specVersion: 15 }), 'the schema refuses what is none').toBe(false);
  });
  it('is of this package and lists every package of the lockfile, with what it is pinned by', () => {
    const { metadata, components }: { metadata: unknown; components: unknown } = Object(bill);
    expect(Object(metadata).component).toMatchObject({
      name: 'jinjian',
      version: Object(described).version,
      purl: `pkg:npm/jinjian@${Object(described).version}`,
    });
    const listed = new Map(
      listOf(components).map((one) => [
        `${Object(one).name}@${Object(one).version}`,
        listOf(Object(one).hashes).map((hash) => String(Object(hash).content)),
      ]),
    );
    const missing = packages.filter(({ name, version, integrity }) => {
      const hex = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
      return listed.get(`${name}@${version}`)?.includes(hex) !== true;
    });
    expect(missing.map(({ name, version }) => `${name}@${version}`)).toEqual([]);
  });
  it('is packed', () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
    expect(execFileSync('npm', args, { cwd: repository, encoding: 'utf8' })).toContain('dist/sbom.cdx.json');
    expect(String(recordAt(described, 'scripts').prepack)).toContain('npm run sbom');
  });
});

function notPermitted(among: readonly Locked[], permitted: readonly string[]): string[] {
  return among
    .filter(({ license }) => !isPermitted(license, permitted))
    .map(({ name, license }) => `${name}: ${license}`);
}

/** True for an SPDX expression of one kind of operator, of permitted licences: `OR` needs one of them, `AND` all. */
function isPermitted(expression: string, permitted: readonly string[]): boolean {
  const isOne = (id: string) => permitted.includes(id.trim());
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes('(')) return false;
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isOne);
  return bare.split(' OR ').some(isOne);
}

function readJson(path: string): object {
  const read: unknown = JSON.parse(
    readFileSync(path.startsWith('/') ? path : join(repository, path), 'utf8'),
  );
  if (typeof read !== 'object' || read === null) throw new Error(`${path} holds no object`);
  return read;
}

function recordAt(value: object, name: string): Record<string, unknown> {
  return { ...Object(Reflect.get(value, name)) };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function lockedOf(entry: unknown): Locked {
  const { version, license, integrity, resolved, dev, hasInstallScript }: Partial<Locked> = Object(entry);
  return {
    name: '',
    version: version ?? '',
    license: license ?? '',
    integrity: integrity ?? '',
    ...(resolved === undefined ? {} : { resolved }),
    ...(dev === undefined ? {} : { dev }),
    ...(hasInstallScript === undefined ? {} : { hasInstallScript }),
  };
}
