/** Owns `jinjian monitor` as a program: arguments, state file, lines, exit codes; must not know how a log is checked. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { type FakeLog, fakeLog, first, leavesTo, rollOver, second, servedLog } from './fake-log.ts';

let log: FakeLog;
let served: Awaited<ReturnType<typeof servedLog>>;
let folder: string;
let state: string;

beforeEach(async () => {
  log = fakeLog(300);
  served = await servedLog(log);
  folder = mkdtempSync(join(tmpdir(), 'jinjian-monitor-'));
  state = join(folder, 'state.json');
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  printed: string;
}

function start(args: string[], env: Record<string, string>) {
  const program = join(import.meta.dirname, '../../../bin/jinjian.ts');
  const child = spawn(process.execPath, [program, 'monitor', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, printed })));
  return { child, ended, printed: () => printed };
}

const run = (...args: string[]) => start(args, { LANG: 'en_US.UTF-8' }).ended;
const monitor = (...more: string[]) => run(served.url, '--state', state, ...more);
const key = formatVerifierKey(first.key);

describe('a sound log', () => {
  it('is trusted at first use, remembered, and seen to grow', async () => {
    const once = await monitor();
    expect(once.code, once.printed).toBe(0);
    expect(once.printed).toContain(`Trusting the key that the log itself names`);
    expect(once.printed).toContain(key);
    expect(once.printed).toContain('First check: 300 entries');
    const kept: unknown = JSON.parse(readFileSync(state, 'utf8'));
    expect(kept).toEqual({ v: 1, log: served.url, pinned: key, key, checkpoint: log.note() });
    log.leaves = leavesTo(321);
    const twice = await monitor('--full');
    expect(twice.code).toBe(0);
    expect(twice.printed).toContain('Consistent: 321 entries, 21 more');
    expect(twice.printed).toContain('321 entries checked one by one');
    expect(twice.printed).not.toContain('Trusting');
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('is checked under the key that is given', async () => {
    expect(await monitor('--key', key)).toMatchObject({ code: 0 });
    const stranger = formatVerifierKey(second.key);
    const refused = await run(served.url, '--state', join(folder, 'other.json'), '--key', stranger);
    expect(refused.code).toBe(1);
    expect(refused.printed).toContain('the key has changed');
  });

  it('that changed its key by a note keeps being checked, under the pinned key too', async () => {
    await monitor('--key', key);
    log.signers = [second, first];
    rollOver(log, first, second);
    const after = await monitor('--key', key);
    expect(after.code).toBe(0);
    expect(after.printed).toContain(`the old key signed for the new one: ${formatVerifierKey(second.key)}`);
    log.signers = [second];
    expect(await monitor('--key', key)).toMatchObject({ code: 0 });
  });

  it('is told of in Chinese where that is the language', async () => {
    expect((await start([served.url, '--state', state], { LANG: 'zh_CN.UTF-8' }).ended).printed).toContain(
      '首次检查：共 300 条',
    );
    expect((await monitor('--lang', 'zh-CN')).printed).toContain('一致：共 300 条，与上次相同');
  });

  it('is checked again and again until a signal', async () => {
    const running = start([served.url, '--state', state, '--every', '1'], { LANG: 'C' });
    while (!running.printed().includes('as at the last check')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });
});

describe('a wrong log', () => {
  it('is reported with status 1, both notes kept, and the state left as it was', async () => {
    await monitor();
    const before = readFileSync(state, 'utf8');
    const signed = log.note();
    log.leaves = leavesTo(300, ',"other":1');
    for (let times = 0; times < 2; times++) {
      const wrong = await monitor();
      expect(wrong.code).toBe(1);
      expect(wrong.printed).toContain('WRONG: two roots were signed for the same size');
    }
    expect(readFileSync(state, 'utf8')).toBe(before);
    const kept = readdirSync(folder).filter((name) => name.includes('evidence'));
    expect(kept).toHaveLength(1);
    const evidence = readFileSync(join(folder, kept[0] ?? ''), 'utf8');
    expect(evidence).toContain(signed);
    expect(evidence).toContain(log.note());
  });

  it('is remembered over checks that find it right again', async () => {
    const running = start([served.url, '--state', state, '--every', '1'], { LANG: 'C' });
    const until = async (text: string) => {
      while (!running.printed().includes(text)) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await until('First check');
    log.leaves = leavesTo(5);
    await until('WRONG: the log has become shorter');
    log.leaves = leavesTo(300);
    await until('as at the last check');
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(1);
  });
});

describe('a check that can’t be made', () => {
  it('ends with status 2 when the log is down', async () => {
    await served.close();
    const down = await monitor('--key', key);
    expect(down.code).toBe(2);
    expect(down.printed).toContain('Could not be checked');
    served = await servedLog(log);
  });

  it('ends with status 2 and the usage for arguments that are none', async () => {
    const refused = await run(served.url, '--nothing');
    expect(refused.code).toBe(2);
    expect(refused.printed).toContain('Usage: jinjian monitor');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends with status 2 for a state file of another log, of another key, or of something else', async () => {
    await monitor();
    const kept = JSON.parse(readFileSync(state, 'utf8'));
    writeFileSync(state, JSON.stringify({ ...kept, log: 'https://other.example/log/x' }));
    expect((await monitor()).printed).toContain('that of another log or key');
    writeFileSync(state, JSON.stringify(kept));
    const other = await monitor('--key', formatVerifierKey(second.key));
    expect(other.code).toBe(2);
    expect(other.printed).toContain('that of another log or key');
    for (const text of ['', '{}', 'null', JSON.stringify({ ...kept, checkpoint: 'x' })]) {
      writeFileSync(state, text);
      const broken = await monitor();
      expect(broken.code).toBe(2);
      expect(broken.printed).toContain('cannot be read');
    }
  });
});
