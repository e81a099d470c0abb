/** Owns the check of `npm run serve`: built where it was not, and ended with the npm that started it; no options. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { buildWhenMissing } from '../../bin/build-when-missing.ts';
import { packageRoot } from '../../bin/serve/installed.ts';
import { newDataDir, workerdPidOf } from './serve-process.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('a SIGTERM to npm ends the server too, and leaves no orphan', { timeout: 60_000 }, async () => {
  const dataDir = newDataDir();
  const npm = spawn('npm', ['run', '--silent', 'serve'], {
    cwd: packageRoot,
    env: { ...process.env, PORT: '0', JINJIAN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void npm.kill('SIGKILL'));
  let printed = '';
  await new Promise<void>((resolve) =>
    npm.stdout.on('data', (text) => {
      printed += String(text);
      if (printed.includes('Admin token')) resolve();
    }),
  );
  const workerd = workerdPidOf(dataDir) ?? 0;
  expect(workerd).toBeGreaterThan(0);
  onTestFinished(() => {
    // Its parent ends with it.
    if (isRunning(workerd)) process.kill(workerd, 'SIGKILL');
  });
  expect(isRunning(workerd)).toBe(true);
  npm.kill('SIGTERM');
  await new Promise((resolve) => npm.once('exit', resolve));
  for (let tries = 0; tries < 100 && isRunning(workerd); tries++) await wait(50);
  expect(isRunning(workerd)).toBe(false);
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);
});

function folderWith(build: string): string {
  const root = mkdtempSync(join(tmpdir(), 'jinjian-unbuilt-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'unbuilt', scripts: { build } }));
  return root;
}

it('a folder that was not built is built, once', async () => {
  const root = folderWith('mkdir -p dist/worker && date >> dist/worker/index.js && echo again >> count');
  expect(await buildWhenMissing(root)).toBeNull();
  expect(existsSync(join(root, 'dist/worker/index.js'))).toBe(true);
  rmSync(join(root, 'count'));
  expect(await buildWhenMissing(root)).toBeNull();
  expect(existsSync(join(root, 'count'))).toBe(false);
});

it.each([
  ['fails', 'exit 3', 3],
  ['makes nothing', 'true', 1],
])('a build that %s is told', async (_how, build, code) => {
  expect(await buildWhenMissing(folderWith(build))).toBe(code);
});
