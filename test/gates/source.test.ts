/** Owns the check of the repository's own sources against the gates, and of the gates against files that break them. */
import { describe, expect, it } from 'vitest';
import { wrongArrows } from './arrows.ts';
import { cycles } from './cycles.ts';
import { brokenFileRules } from './file-rules.ts';
import { readSourceFiles, type SourceFile } from './source-file.ts';

const sources = readSourceFiles();
const opening = '/** Owns a thing of this fixture; must not know another. */\n';

/** Fixtures as files: a path and the statements after the opening comment. */
function files(content: Record<string, string>): SourceFile[] {
  return Object.entries(content).map(([path, text]) => ({ path, text: opening + text }));
}

describe('the repository', () => {
  it('is there to be read', () => {
    expect(sources.filter((file) => file.path.startsWith('contract/')).length).toBeGreaterThan(10);
  });
  it('has every import pointing the right way', () => {
    expect(wrongArrows(sources)).toEqual([]);
  });
  it('has no circle of imports', () => {
    expect(cycles(sources)).toEqual([]);
  });
  it('has no file that breaks a rule by itself', () => {
    expect(brokenFileRules(sources)).toEqual([]);
  });
});

describe('arrows', () => {
  const forbidden: [string, string, string][] = [
    ['contract to the sdk', 'contract/form.ts', "import '../sdk/version.ts';"],
    ['contract to a package', 'contract/form.ts', "import { z } from 'zod';"],
    ['contract to node', 'contract/form.ts', "import 'node:crypto';"],
    ['sdk to the worker', 'sdk/send/send.ts', "import type { A } from '../../worker/env.ts';"],
    ['sdk to zod', 'sdk/form/form.ts', "import 'zod';"],
    ['send to attribution', 'sdk/send/send.ts', "export { a } from '../attribution/touches.ts';"],
    ['form to element', 'sdk/form/form.ts', "import '../element/jinjian-form.ts';"],
    ['form to share at start', 'sdk/form/form.ts', "import { share } from '../share/poster.ts';"],
    ['worker to the sdk', 'worker/index.ts', "import '../sdk/version.ts';"],
    ['a leaf to a leaf', 'worker/routing/choose.ts', "import '../delivery/send.ts';"],
    ['a leaf to its object', 'worker/ledger/leaf.ts', "import '../tenant/tenant-object.ts';"],
    ['an object to an object', 'worker/traffic/a.ts', "import '../tenant/tenant-object.ts';"],
    ['an object to intake', 'worker/tenant/a.ts', "const a = () => import('../intake/a.ts');"],
    ['intake to the router', 'worker/intake/a.ts', "type A = import('../router/router.ts').A;"],
    ['demo to the contract', 'demo/run.ts', "import '../contract/form.ts';"],
    ['demo inside the sdk', 'demo/run.ts', "import '../sdk/index.ts';"],
    ['demo past startServer', 'demo/run.ts', "import '../bin/serve/lock.ts';"],
    ['bin to the worker', 'bin/serve.ts', "import '../worker/index.ts';"],
    ['anything to a test', 'worker/index.ts', "import '../test/reporter.ts';"],
    ['a folder nobody planned', 'extra/a.ts', "import '../contract/form.ts';"],
  ];
  it.each(forbidden)('refuse %s', (_name, path, text) => {
    expect(wrongArrows(files({ [path]: text }))).toHaveLength(1);
  });

  const allowed: [string, string, string][] = [
    ['sdk to the contract', 'sdk/send/send.ts', "import '../../contract/form.ts';"],
    ['share on demand', 'sdk/form/form.ts', "const a = () => import('../share/poster.ts');"],
    ['an object to a leaf', 'worker/tenant/a.ts', "import '../ledger/leaf.ts';"],
    [
      'the directory to the tenants it makes',
      'worker/directory/a.ts',
      "import '../tenant/tenant-object.ts';",
    ],
    ['the built sdk in a route', 'worker/router/a.ts', "import sdk from '../../dist/sdk/jinjian.js?raw';"],
    ['demo to startServer', 'demo/run.ts', "import '../bin/serve/start-server.ts';"],
    ['a test to anything', 'test/worker/a.test.ts', "import '../../worker/ledger/leaf.ts';"],
  ];
  it.each(allowed)('allow %s', (_name, path, text) => {
    expect(wrongArrows(files({ [path]: text }))).toEqual([]);
  });

  it('are not fooled by imports in strings and comments', () => {
    const text = "// import '../worker/index.ts';\nexport const a = \"import '../worker/index.ts'\";";
    expect(wrongArrows(files({ 'sdk/form/a.ts': text }))).toEqual([]);
  });
  it('throw on a file that can not be parsed, rather than pass it', () => {
    expect(() => wrongArrows(files({ 'sdk/form/a.ts': 'import {' }))).toThrow('sdk/form/a.ts');
  });
});

describe('cycles', () => {
  it('finds a circle once, type-only imports and re-exports counted', () => {
    const circle = files({
      'sdk/form/a.ts': "import type { B } from './b.ts';",
      'sdk/form/b.ts': "export { c } from './c.ts';",
      'sdk/form/c.ts': "import './a.ts';",
      'sdk/form/d.ts': "import './a.ts';",
    });
    expect(cycles(circle)).toEqual(['sdk/form/a.ts → sdk/form/b.ts → sdk/form/c.ts → sdk/form/a.ts']);
  });
  it('lets two paths lead to one file', () => {
    const diamond = files({
      'sdk/form/a.ts': "import './b.ts'; import './c.ts';",
      'sdk/form/b.ts': "import './d.ts';",
      'sdk/form/c.ts': "import './d.ts';",
      'sdk/form/d.ts': '',
    });
    expect(cycles(diamond)).toEqual([]);
  });
});

describe('file rules', () => {
  const left = `// ${'TO'}${'DO'}: later`;
  const broken: [string, string, string][] = [
    ['an empty name', 'sdk/utils.ts', ''],
    ['an empty folder name', 'worker/helpers/a.ts', ''],
    ['types.ts', 'contract/types.ts', ''],
    ['camel case', 'sdk/formView.tsx', ''],
    ['a barrel', 'sdk/form/index.ts', ''],
    ['300 lines', 'sdk/long.ts', '\n'.repeat(300)],
    ['500 lines of test', 'test/long.test.ts', '\n'.repeat(500)],
    ['a left-over', 'sdk/a.ts', left],
    ['a number that can be guessed', 'worker/sms/a.ts', 'export const code = Math.random();'],
    ['a command that prints by itself', 'bin/verify/a.ts', "process.stdout.write('proven');"],
    ['a statement that is not counted', 'worker/tenant/a.ts', "this.ctx.storage.sql.exec('SELECT 1');"],
    ['a focused test', 'test/a.test.ts', `it${'.only'}('a', () => {});`],
  ];
  it.each(broken)('refuse %s', (_name, path, text) => {
    expect(brokenFileRules(files({ [path]: text }))).toHaveLength(1);
  });
  it.each([
    'import "./a.ts";\n',
    '// Owns.\n',
    '/** x */\n',
    '/** owns a thing without a capital letter. */\n',
  ])('refuse the opening %j', (text) => {
    expect(brokenFileRules([{ path: 'sdk/a.ts', text }])).toHaveLength(1);
  });
  it('allow the two entries, a shebang and 300 lines', () => {
    const fine = files({ 'sdk/index.ts': '', 'worker/index.ts': '', 'sdk/a.ts': '\n'.repeat(299) });
    fine.push({ path: 'bin/jinjian.ts', text: `#!/usr/bin/env node\n${opening}` });
    expect(brokenFileRules(fine)).toEqual([]);
  });
});
