/** Owns the check that one server runs on a data folder, through crashes, with real processes. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDataFolder } from '../../bin/serve/data-folder.ts';
import { takeLock } from '../../bin/serve/lock.ts';
import { identityOf } from '../../bin/serve/process-identity.ts';
import { newDataDir, serve, until, workerdPidOf } from './serve-process.ts';

describe('a second server on the folder', () => {
  it('is refused while the first runs, which goes on', async () => {
    const dataDir = newDataDir();
    const first = serve(dataDir);
    const url = await first.listening;
    const second = serve(dataDir);
    expect(await second.ended).toBe(2);
    expect(second.printed()).toMatch(/^jinjian: another server \(process \d+\) runs on the data folder/);
    expect(second.printed()).toContain(String(first.child.pid));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
  it('is refused under another name of the folder', async () => {
    const dataDir = newDataDir();
    await serve(dataDir).listening;
    const link = `${dataDir}-link`;
    symlinkSync(dataDir, link);
    expect(await serve(link).ended).toBe(2);
  });
  it('is refused within one process too', async () => {
    const folder = openDataFolder(newDataDir());
    const lock = await takeLock(folder);
    await expect(takeLock(folder)).rejects.toThrow('another server');
    lock.release();
    (await takeLock(folder)).release();
    expect(existsSync(folder.lockPath)).toBe(false);
  });
});

describe('after a kill -9', () => {
  it('the workerd left behind is ended, and what was stored is there', async () => {
    const dataDir = newDataDir();
    const killed = serve(dataDir);
    const url = await killed.listening;
    await (await fetch(`${url}/count`)).text();
    const orphan = workerdPidOf(dataDir) ?? 0;
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    // Under another name: what the lock and the command line of the orphan say must be understood all the same.
    symlinkSync(dataDir, `${dataDir}-link`);
    const next = serve(`${dataDir}-link`);
    expect(await (await fetch(`${await next.listening}/count`)).json()).toEqual([2, 2, 2]);
    expect(identityOf(orphan)).toBeNull();
    expect(workerdPidOf(dataDir)).not.toBe(orphan);
  });
  it('a lock of processes that are gone is taken over', async () => {
    const dataDir = newDataDir();
    const killed = serve(dataDir);
    await killed.listening;
    const workerd = workerdPidOf(dataDir) ?? 0;
    killed.child.kill('SIGKILL');
    process.kill(workerd, 'SIGKILL');
    await until(() => identityOf(workerd) === null, 'workerd ends');
    await serve(dataDir).listening;
  });
});

describe('a stale lock', () => {
  it('does not end a stranger that got the process id of the old workerd', async () => {
    const folder = openDataFolder(newDataDir());
    const stranger = identityOf(process.pid);
    const gone = { pid: 2 ** 22 - 1, startedAs: 'long ago' };
    // Same id, same start, but not workerd's command line: as close as a stranger can come.
    writeFileSync(folder.lockPath, JSON.stringify({ serve: gone, workerd: stranger }));
    (await takeLock(folder)).release();
    expect(identityOf(process.pid)).toEqual(stranger);
  });
  it.each(['', '{', 'null', '{"serve":{"pid":"1"}}', '[]'])(
    'that says %j holds the folder for nobody',
    async (text) => {
      const folder = openDataFolder(newDataDir());
      writeFileSync(folder.lockPath, text);
      const lock = await takeLock(folder);
      expect(JSON.parse(readFileSync(folder.lockPath, 'utf8'))).toMatchObject({
        serve: { pid: process.pid },
      });
      lock.release();
    },
  );
  it('goes to one of many that want it at once', async () => {
    const folder = openDataFolder(newDataDir());
    // A left-behind workerd that takes its time to end, so that all judge the old lock before one replaces it.
    const workerd = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', folder.configPath]);
    onTestFinished(() => void workerd.kill('SIGKILL'));
    const holder = { serve: { pid: 2 ** 22 - 1, startedAs: 'gone' }, workerd: identityOf(workerd.pid ?? 0) };
    writeFileSync(folder.lockPath, JSON.stringify(holder));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(JSON.parse(readFileSync(folder.lockPath, 'utf8'))).toMatchObject({ serve: { pid: process.pid } });
  });
});
