/** Owns the proof that a monitor sees a real server's log grow, and sees an operator rewrite it; must not know how either works. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { freePort } from './receiving-crm.ts';
import { rewriteLog } from './rewrite-log.ts';
import { clientOf, readyTenant } from './tenant-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'jinjian-monitored-'));
const dataDir = join(folder, 'data');
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
let server: RunningServer;

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const port = await freePort();
const start = async (masterKeys: string) => {
  server = await startServer({ dataDir, port, targets: 'any', masterKeys });
};

/** The command as it is shipped. */
async function monitor(...more: string[]): Promise<{ code: number; printed: string }> {
  const command = join(import.meta.dirname, '../../dist/bin/jinjian.js');
  const args = [
    command,
    'monitor',
    `http://127.0.0.1:${port}/log/acme`,
    '--state',
    join(folder, 'state.json'),
  ];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...args, '--lang', 'en', ...more]);
    return { code: 0, printed: stdout };
  } catch (error) {
    const { code, stdout } = Object(error);
    return { code: Number(code), printed: String(stdout) };
  }
}

test('a log that grows is consistent over a crash and a new master key; a rewritten one is caught', async () => {
  await start(`k1:${key(1)}`);
  const client = await readyTenant(server.url, server.adminToken);
  const submitMany = (count: number) =>
    Promise.all(Array.from({ length: count }, () => clientOf(server.url, client.apiKey).submit()));
  expect(await monitor()).toMatchObject({
    code: 0,
    printed: expect.stringContaining('First check: 0 entries'),
  });

  await submitMany(3);
  const grown = await monitor('--full');
  expect(grown).toMatchObject({ code: 0, printed: expect.stringContaining('6 entries, 6 more') });
  expect(grown.printed).toContain('6 entries checked one by one');

  process.kill(server.workerdPid, 'SIGKILL');
  await server.ended;
  await start(`k2:${key(2)},k1:${key(1)}`);
  await submitMany(2);
  const rolled = await monitor();
  expect(rolled).toMatchObject({ code: 0, printed: expect.stringContaining('10 entries, 4 more') });
  expect(rolled.printed).toContain('the old key signed for the new one');

  // The old key is retired, and the log is still followed.
  await server.stop();
  await start(`k2:${key(2)}`);
  expect(await monitor()).toMatchObject({
    code: 0,
    printed: expect.stringContaining('as at the last check'),
  });

  // An operator who holds the keys and the storage changes a decision, and makes the whole tree right again.
  await server.stop();
  const refuse = (leaf: string) => leaf.replace('"granted"', '"refused"');
  rewriteLog(dataDir, 2, refuse, false);
  await start(`k2:${key(2)}`);
  await submitMany(1);
  expect(await monitor()).toMatchObject({ code: 1, printed: expect.stringContaining('signs no more') });

  // One who also makes the server forget what it signed gets a signature, and is caught by who remembers.
  await server.stop();
  rewriteLog(dataDir, 4, refuse, true);
  await start(`k2:${key(2)}`);
  await submitMany(1);
  const caught = await monitor();
  expect(caught.printed).toContain('WRONG: what was there at the last check has been changed (10 → 14)');
  expect(caught.code).toBe(1);
  expect(readdirSync(folder).filter((name) => name.includes('evidence'))).toHaveLength(1);
}, 60_000);
