/** Owns the whole build of the SDK: script, npm module and its types; run it with Node. Must not know what is inside. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { parts } from './vite.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist/sdk');
const configFile = join(root, 'sdk/vite.config.ts');

rmSync(out, { recursive: true, force: true });
for (const mode of ['script', 'solver', 'authorise', ...Object.keys(parts), 'module'])
  await build({ configFile, mode, logLevel: 'warn' });
await writeFirstWords();
writeTypes();

/** Each language's words for the first touch, as data: the server puts the form's own beside the form. */
async function writeFirstWords(): Promise<void> {
  for (const name of ['zh-cn', 'zh-tw', 'en']) {
    const { first }: { first: unknown } = await import(`./words/first/${name}.ts`);
    const { sentence }: { sentence: unknown } = await import(`./words/sentences/${name}.ts`);
    writeFileSync(join(out, `first-words-${name}.json`), JSON.stringify(first));
    writeFileSync(join(out, `sentences-${name}.json`), JSON.stringify(sentence));
  }
}

/**
 * Copies the declarations that the npm entry reaches, and no others: a consumer has neither our sources nor Preact.
 * Declarations import each other with the `.ts` ending, which TypeScript resolves to the `.d.ts` beside it.
 */
function writeTypes(): void {
  const tsc = join(root, 'node_modules/.bin/tsc');
  const run = spawnSync(process.execPath, [tsc, '-b', join(root, 'sdk')], { stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
  const pending = [join(root, 'sdk/index.ts')];
  const seen = new Set(pending);
  for (const source of pending) {
    const path = relative(root, source).replace(/\.tsx?$/, '.d.ts');
    const from = join(root, '.tsbuild', path.startsWith('contract') ? 'contract' : 'sdk', path);
    const to = join(out, 'types', path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
    for (const [, name = ''] of readFileSync(from, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const next = join(dirname(source), name);
      if (!seen.has(next)) pending.push(next);
      seen.add(next);
    }
  }
  writeFileSync(join(out, 'index.d.ts'), "export * from './types/sdk/index.ts';\n");
}
