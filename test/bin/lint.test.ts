/** Owns `jinjian lint`: findings, places, exit codes and wrong arguments; must not know the rules. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jinjian-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(args: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/jinjian.ts', 'lint', ...args], {
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

function file(text: string | Uint8Array): string {
  const path = join(folder, 'copy.txt');
  writeFileSync(path, text);
  return path;
}

test('a clean text exits with 0 and prints nothing', () => {
  expect(lint([file('企业经营贷款意向登记\n贷款有风险，借款需谨慎')])).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

test('forbidden words exit with 1, and are told by line and column', () => {
  const path = file('企业经营贷款\n在线申请，秒批');
  const { status, stdout } = lint([path]);
  expect(status).toBe(1);
  expect(stdout).toContain(`${path}:2:6 K01 禁止 “秒批”`);
  expect(lint([path, '--lang', 'en']).stdout).toContain('K01 block "秒批"');
});

test('standard input as JSON, with a region', () => {
  const text = '日利率0.02%，专家推荐';
  const open = lint(['-', '--json'], text);
  expect(open.status).toBe(0);
  const beijing = lint(['-', '--json', '--region=bj'], text);
  expect(beijing.status).toBe(1);
  expect(JSON.parse(beijing.stdout).findings).toMatchObject([
    { rule: 'K07', level: 'block', phrase: '日利率', at: 0 },
    { rule: 'K16', level: 'block', phrase: '专家推荐', at: 9 },
  ]);
});

test.for([
  [[], 'lint takes one file'],
  [['a', 'b'], 'lint takes one file'],
  [['a', '--region', 'sh'], '--region is bj'],
  [['a', '--what'], 'unknown option --what'],
  [['/nowhere/at-all'], 'ENOENT'],
] as const)('%j is refused with 2', ([args, message]) => {
  const { status, stdout, stderr } = lint([...args]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('what is no text is refused with 2', () => {
  expect(lint([file(new Uint8Array([0xff, 0xfe, 0x80]))])).toMatchObject({ status: 2, stdout: '' });
});

test('the built command lints too', async () => {
  const path = file('零门槛');
  const status = await new Promise((resolve) => {
    execFile(process.execPath, ['dist/bin/jinjian.js', 'lint', path], (error) => resolve(error?.code ?? 0));
  });
  expect(status).toBe(1);
});
