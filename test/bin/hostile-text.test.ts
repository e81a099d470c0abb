/** Owns that no command shows what could steer a terminal, from arguments, files, servers or the Worker; must not check what else they say. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { good } from '../worker/ledger/evidence/good-files.ts';
import { signerOf } from '../worker/ledger/signing.ts';
import { fakeLog, servedLog } from './monitor/fake-log.ts';
import { newDataDir, serve, until } from './serve-process.ts';

/** Clears the screen, rings, turns the text around, goes back to the line's start, and begins a line of its own. */
const hostile = '\u001b[2J\u0007\u009b31m\u202e\u2066\u200b\rx\n[PASS] proven';
/** Without what a file's name or a variable can't have. */
const hostileName = hostile.replaceAll('\n', '');
const program = join(import.meta.dirname, '../../bin/jinjian.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jinjian-hostile-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function shown(args: string[], env: Record<string, string> = {}): Promise<string> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}

function expectTame(text: string): void {
  expect(text).not.toBe('');
  expect(text.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text).not.toMatch(/^\[PASS\]/m);
}

describe('arguments', () => {
  it.each<[string, string[]]>([
    ['a command', [hostile]],
    ['more for serve', ['serve', hostile]],
    ['a file to verify', ['verify', hostile]],
    ['an option of verify', ['verify', `--${hostile}`]],
    ['a file to lint', ['lint', hostile]],
    ['an option of lint', ['lint', `--${hostile}`]],
    ['a log', ['monitor', hostile]],
    ['an option of monitor', ['monitor', `--${hostile}`]],
    ['a state file', ['monitor', 'http://127.0.0.1:1/log/a', '--state', join('/nowhere', hostile)]],
  ])('as %s', async (_what, args) => {
    expectTame(await shown(args));
  });
});

describe('an evidence file', () => {
  const path = () => {
    const evidence = structuredClone(good['one-grant']);
    for (const notice of evidence?.notices ?? []) notice.title = hostile;
    return file('evidence.json', JSON.stringify({ ...evidence, [hostile]: hostile }));
  };
  it.each([[[]], [['--json']], [['--lang', 'en']], [['--json', '--lang', 'en']]])('with %j', async (more) => {
    expectTame(await shown(['verify', path(), ...more]));
  });
  it('as JSON says what is there, escaped', async () => {
    const id = `ld_${hostile}`;
    const evidence = structuredClone(good['one-grant']);
    if (evidence === undefined) throw new Error('no evidence');
    evidence.lead.id = id;
    const text = await shown(['verify', file('lead.json', JSON.stringify(evidence)), '--json']);
    expectTame(text);
    const { lead }: { lead: unknown } = JSON.parse(text);
    expect(lead === null || Reflect.get(Object(lead), 'id') === id).toBe(true);
  });
});

describe('a text', () => {
  it.each([[[]], [['--json']], [['--lang', 'en']]])('that is linted with %j', async (more) => {
    const path = file(`${hostileName}.txt`, `${hostile} 秒\u202e批\u200b到账，百分百\u001b[8m下款`);
    const text = await shown(['lint', path, ...more]);
    expectTame(text);
    expect(text).toMatch(/K\d\d/);
  });
});

describe('a log', () => {
  it('whose key has such a name, or whose server answers so', async () => {
    const log = fakeLog(3);
    log.signers = [signerOf('forms.example/\u202e\u2066\u200blog', new Uint8Array(32).fill(9))];
    const served = await servedLog(log);
    try {
      expectTame(await shown(['monitor', served.url, '--state', join(folder, hostileName)]));
      log.instead.set('checkpoint', hostile);
      expectTame(await shown(['monitor', served.url, '--state', join(folder, 'other')]));
    } finally {
      await served.close();
    }
  });
  it('whose server is none', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(500, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ code: hostile }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    try {
      expectTame(await shown(['monitor', `http://127.0.0.1:${port}/log/a`]));
    } finally {
      server.close();
    }
  });
  it('whose state file was tampered with', async () => {
    const state = file('state.json', `{"v":1,"log":"${hostileName}`);
    expectTame(await shown(['monitor', 'http://127.0.0.1:1/log/a', '--state', state]));
    expect(readFileSync(state, 'utf8')).toContain('\u202e');
  });
});

describe('serve', () => {
  it.each(['HOST', 'PORT', 'JINJIAN_TARGETS', 'JINJIAN_CLIENT_IP_HEADER', 'JINJIAN_PUBLIC_URL'])(
    'with such a %s',
    async (name) => {
      expectTame(await shown(['serve'], { [name]: hostile, JINJIAN_DATA_DIR: join(folder, 'none') }));
    },
  );
  it('with a data folder of such a name, and a Worker that prints so', async () => {
    const started = serve(join(newDataDir(), '\u202e\u2066\u009b31m'));
    const url = await started.listening;
    await fetch(`${url}/say?text=${encodeURIComponent(hostile.replaceAll('\n', ' '))}`);
    await until(() => started.printed().split('proven').length > 2, 'both streams are passed on');
    started.child.kill('SIGTERM');
    await started.ended;
    expectTame(started.printed());
    expect(started.printed()).toContain('proven');
  });
});
