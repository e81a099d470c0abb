/** Owns the check of `serve` as an operator meets it: what it prints, refuses and leaves behind. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installedVersion } from '../../bin/serve/installed.ts';
import { identityOf } from '../../bin/serve/process-identity.ts';
import { startServer } from '../../bin/serve/start-server.ts';
import { newDataDir, serve, workerdPidOf } from './serve-process.ts';

const key = `k1:${Buffer.alloc(32, 1).toString('base64')}`;
const adminToken = 'jadmin_test_Wq3xK9vTz7RmB2nLs8YdPf4G';
const bundlePath = join(import.meta.dirname, 'stand-in', 'worker.js');

describe('serve', () => {
  it('prints its address once it answers, and where the token is, never a secret', async () => {
    const dataDir = newDataDir();
    const server = serve(dataDir);
    const url = await server.listening;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await (await fetch(`${url}/count`)).text();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const printed = server.printed();
    expect(printed).toContain(`Jinjian ${installedVersion()} listening on ${url}\n`);
    expect(printed).toContain(`Admin token: in ${join(dataDir, 'admin-token')}\n`);
    const secrets = ['admin-token', 'master-keys'].map((name) =>
      readFileSync(join(dataDir, name), 'utf8').trim(),
    );
    for (const secret of secrets) expect(printed).not.toContain(secret);
    const config = readFileSync(join(dataDir, 'workerd.capnp'), 'utf8');
    for (const secret of secrets) expect(config).not.toContain(secret);
  });
  it('hands every option to the Worker, and secrets in no argument', async () => {
    const dataDir = newDataDir();
    const env = {
      JINJIAN_ADMIN_TOKEN: adminToken,
      JINJIAN_MASTER_KEYS: key,
      JINJIAN_PUBLIC_URL: 'https://forms.example.cn',
      JINJIAN_TARGETS: 'any',
      JINJIAN_CLIENT_IP_HEADER: 'X-Real-IP',
    };
    const server = serve(dataDir, env);
    const url = await server.listening;
    expect(await (await fetch(`${url}/env`)).json()).toEqual(env);
    const hosts = await serve(newDataDir(), { JINJIAN_HOSTS: 'b.example' }).listening;
    expect(await (await fetch(`${hosts}/env`)).json()).toMatchObject({ JINJIAN_HOSTS: 'b.example' });
    expect(server.printed()).toContain('Public address: https://forms.example.cn\n');
    expect(server.printed()).toContain('Admin token: in JINJIAN_ADMIN_TOKEN\n');
    const args = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(workerdPidOf(dataDir))], {
      encoding: 'utf8',
    });
    expect(args).toContain('workerd serve');
    expect(args).not.toContain(adminToken);
    expect(readdirSync(dataDir).filter((name) => /token|keys/.test(name))).toEqual([]);
  });
  it('keeps what was stored, in files of the owner alone', async () => {
    const dataDir = newDataDir();
    for (const hits of [1, 2]) {
      const server = serve(dataDir);
      expect(await (await fetch(`${await server.listening}/count`)).json()).toEqual([hits, hits, hits]);
      server.child.kill('SIGTERM');
      await server.ended;
    }
    const stored = globSync('**/*', { cwd: dataDir }).map((path) => statSync(join(dataDir, path)));
    expect(stored.filter((stat) => stat.isFile()).length).toBeGreaterThan(6);
    expect(stored.filter((stat) => (stat.mode & 0o077) !== 0)).toEqual([]);
  });
  it('keeps the Worker from private addresses, unless any target is allowed', async () => {
    const receiver = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
    onTestFinished(() => void receiver.close());
    await new Promise((resolve) => receiver.once('listening', resolve));
    const address = receiver.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const answers: string[] = [];
    for (const targets of ['public', 'any']) {
      const url = await serve(newDataDir(), { JINJIAN_TARGETS: targets }).listening;
      answers.push(await (await fetch(`${url}/fetch?url=http://127.0.0.1:${port}/`)).text());
    }
    expect(answers).toEqual([expect.stringMatching(/^refused/), '200']);
  });
});

describe('the end of serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'after %s is clean, with connections open and a request running',
    async (signal) => {
      const dataDir = newDataDir();
      const server = serve(dataDir);
      const { hostname, port } = new URL(await server.listening);
      const idle = connect(Number(port), hostname);
      const busy = connect(Number(port), hostname);
      for (const socket of [idle, busy]) socket.on('error', () => {});
      idle.write('GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n');
      busy.write('GET /hang HTTP/1.1\r\nHost: a\r\n\r\n');
      await new Promise((resolve) => idle.once('data', resolve));
      const workerd = workerdPidOf(dataDir) ?? 0;
      const askedAt = performance.now();
      server.child.kill(signal);
      expect(await server.ended).toBe(0);
      // The bound is the product's promise, not a measurement.
      expect(performance.now() - askedAt).toBeLessThan(5000);
      expect(identityOf(workerd)).toBeNull();
      expect(existsSync(join(dataDir, 'lock'))).toBe(false);
      for (const socket of [idle, busy]) socket.destroy();
    },
  );
  it('comes with the reason when workerd dies', async () => {
    const dataDir = newDataDir();
    const server = serve(dataDir);
    await server.listening;
    process.kill(workerdPidOf(dataDir) ?? 0, 'SIGKILL');
    expect(await server.ended).toBe(1);
    expect(server.printed()).toMatch(/^jinjian: workerd ended by SIGKILL/m);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });
});

describe('a start that can not succeed ends with code 2 and one line', () => {
  it('for an admin token that is easy to guess, which the line does not repeat', async () => {
    const dataDir = newDataDir();
    const server = serve(dataDir, { JINJIAN_ADMIN_TOKEN: 'correct-horse' });
    expect(await server.ended).toBe(2);
    expect(server.printed()).toMatch(
      /^jinjian: JINJIAN_ADMIN_TOKEN is too easy to guess: .*openssl rand -hex 32`\n$/,
    );
    expect(server.printed()).not.toContain('correct-horse');
    expect(readdirSync(dataDir).filter((name) => /token|keys/.test(name))).toEqual([]);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });
  it('for a port in use', async () => {
    const first = serve(newDataDir());
    const { port } = new URL(await first.listening);
    const dataDir = newDataDir();
    const second = serve(dataDir, { PORT: port });
    expect(await second.ended).toBe(2);
    expect(second.printed()).toBe(
      `jinjian: port ${port} on 127.0.0.1 is already in use: stop what uses it, or set PORT to another\n`,
    );
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });
  it.each([
    ['an option', { PORT: 'x' }, /^jinjian: PORT must be a number/],
    [
      'a foreign address',
      { HOST: '192.0.2.1' },
      /^jinjian: HOST 192\.0\.2\.1 is not an address of this machine\n$/,
    ],
    [
      'a server that others can reach and that was not told by which name',
      { HOST: '0.0.0.0' },
      /^jinjian: JINJIAN_PUBLIC_URL is needed with HOST 0\.0\.0\.0, which others can reach/,
    ],
    [
      'a missing bundle',
      { STAND_IN_BUNDLE: '/nowhere/index.js' },
      /^jinjian: the Worker is not built: run `npm run build`/,
    ],
    [
      'a data folder that is a file',
      { JINJIAN_DATA_DIR: '/dev/null' },
      /^jinjian: the data folder \/dev\/null can't be/,
    ],
  ])('for %s', async (_name, env, line) => {
    const server = serve(newDataDir(), env);
    expect(await server.ended).toBe(2);
    expect(server.printed()).toMatch(line);
    expect(server.printed().trim()).not.toContain('\n');
  });
});

describe('a start', () => {
  it('that others can reach goes on once it was told by which name', async () => {
    const env = { HOST: '0.0.0.0', JINJIAN_PUBLIC_URL: 'http://forms.example.cn' };
    const server = serve(newDataDir(), env);
    expect((await fetch(`${await server.listening}/healthz`)).status).toBe(200);
    expect(server.printed()).not.toContain('Warning');
  });
  it('behind a proxy that no header is named for warns of it', async () => {
    const server = serve(newDataDir(), { JINJIAN_PUBLIC_URL: 'https://forms.example.cn' });
    await server.listening;
    expect(server.printed()).toMatch(/^Warning: .*JINJIAN_CLIENT_IP_HEADER names no header/m);
  });
  it('on a folder that is open to others, with files of others, warns and closes it', async () => {
    const dataDir = newDataDir();
    const first = serve(dataDir);
    await first.listening;
    first.child.kill('SIGTERM');
    await first.ended;
    expect(first.printed()).not.toContain('Warning');
    chmodSync(dataDir, 0o755);
    writeFileSync(join(dataDir, 'notes.txt'), '');
    const second = serve(dataDir);
    await second.listening;
    expect(second.printed()).toMatch(/^Warning: the data folder .* is open to other users \(mode 0755\)/m);
    expect(second.printed()).toMatch(/^Warning: .* holds what is not this server's \("notes\.txt"\)/m);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });
});

describe('startServer', () => {
  it('runs in this process and frees the folder', async () => {
    const dataDir = newDataDir();
    const server = await startServer({ dataDir, port: 0, bundlePath, adminToken });
    onTestFinished(() => server.stop());
    expect(server).toMatchObject({ adminToken, adminTokenPath: null, publicUrl: server.url });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(identityOf(server.workerdPid)).not.toBeNull();
    await server.stop();
    expect(await server.ended).toBe('workerd ended with code 0');
    expect(identityOf(server.workerdPid)).toBeNull();
    await server.stop();
  });
  it('can be given up, leaving nothing behind', async () => {
    const dataDir = newDataDir();
    const signal = AbortSignal.abort();
    await expect(startServer({ dataDir, port: 0, bundlePath, signal })).rejects.toThrow('given up');
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });
});

describe('the jinjian command', () => {
  const program = join(import.meta.dirname, '../../bin/jinjian.ts');
  const run = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });

  it('explains itself', () => {
    expect(run('help')).toMatchObject({ status: 0, stdout: expect.stringContaining('jinjian <command>') });
    expect(run('version')).toMatchObject({ status: 0, stdout: `${installedVersion()}\n` });
  });
  it.each([
    [['publish'], 'unknown command publish'],
    [['serve', '--port=1'], 'serve takes no arguments'],
    [[], 'Usage'],
  ])('refuses %j with code 2', (args, text) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(text) });
  });
});
