/** Owns the check that one server runs on a data folder where the second can't see the first's process, with real namespaces. */
import { spawn, spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { identityOf } from '../../bin/serve/process-identity.ts';
import { newDataDir, serve, until, workerdPidOf } from './serve-process.ts';

/** A process id namespace of its own with its own /proc, as a container has. */
const apart = ['--pid', '--fork', '--mount-proc', '--kill-child'];
const mayUnshare = spawnSync('unshare', [...apart, 'true']).status === 0;

beforeAll(() => {
  if (!mayUnshare) console.info('skipped: this user may not make process namespaces (unshare --pid)');
});

/** Starts the stand-in in such a namespace, and settles with its exit code and what it printed. */
function serveApart(dataDir: string): Promise<{ code: number | null; printed: string }> {
  const program = join(import.meta.dirname, 'serve-stand-in.ts');
  const child = spawn('unshare', [...apart, process.execPath, program], {
    env: { PATH: process.env.PATH, PORT: '0', JINJIAN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, printed }));
    // It must not run; should it, there is no use in waiting for its end.
    child.stdout.on('data', () => printed.includes('listening on') && resolve({ code: null, printed }));
  });
}

describe.runIf(mayUnshare)('a second server that sees nothing of the first’s processes', () => {
  test('is refused, and told who holds the folder: process, host, since when', async () => {
    const dataDir = newDataDir();
    const first = serve(dataDir);
    const url = await first.listening;
    const second = await serveApart(dataDir);
    expect(second).toMatchObject({ code: 2 });
    expect(second.printed).toContain(`another server (process ${first.child.pid}) runs on the data folder`);
    expect(second.printed).toContain(`on the host ${hostname()}`);
    expect(second.printed).toMatch(/since \d{4}-\d\d-\d\dT[\d:.]+Z/);
    expect(second.printed).toContain('where this process does not see it');
    expect(second.printed.trim()).not.toContain('\n');
    // Nothing of the first was touched.
    expect((await fetch(`${url}/count`)).status).toBe(200);
    expect(identityOf(workerdPidOf(dataDir) ?? 0)).not.toBeNull();
  });

  test('is refused as long as a workerd runs that the first left behind when it was killed', async () => {
    const dataDir = newDataDir();
    const first = serve(dataDir);
    await first.listening;
    const orphan = workerdPidOf(dataDir) ?? 0;
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await serveApart(dataDir)).toMatchObject({ code: 2 });
    process.kill(orphan, 'SIGKILL');
    await until(() => identityOf(orphan) === null, 'the orphan ends');
    expect((await serveApart(dataDir)).printed).toContain('listening on');
  });
});
