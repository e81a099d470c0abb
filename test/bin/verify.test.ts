/** Owns the check of `jinjian verify` as people meet it: exit codes, languages, files that are none; not of each fault. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runVerify } from '../../bin/verify/run-verify.ts';
import { verdictWords } from '../../bin/verify/verdict-words.ts';
import { good } from '../worker/ledger/evidence/good-files.ts';
import { vectorFolder } from '../worker/ledger/evidence/vector-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'jinjian-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { key }: { key: string } = JSON.parse(readFileSync(join(vectorFolder, 'expected.json'), 'utf8'));
const vector = (name: string) => join(vectorFolder, `${name}.json`);

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const output = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
  };
  return { code: await runVerify(args, output, Date.now()), ...said };
}

describe('exit status', () => {
  it('0: proven under the key given', async () => {
    const { code, out } = await verify(vector('good/withdrawn'), '--key', key);
    expect(code).toBe(0);
    expect(out).toContain('已证明');
    expect((await verify(vector('good/withdrawn'), `--key=${key}`)).code).toBe(0);
  });
  it('3: consistent, and said loudly not to be proven, without a key', async () => {
    const { code, out } = await verify(vector('good/withdrawn'));
    expect(code).toBe(3);
    expect(out).toContain('前后一致，但尚未证明');
    expect(out).toContain('取自文件本身，未经证实');
  });
  it.each([
    ['text', '授权文本：内容与其摘要不符，文本被改动（位置：notices.1）'],
    ['decision', '决定：记录与日志条目不一致'],
    ['time', '时间：记录与日志条目不一致'],
    ['salt', '记录或盐：与日志条目中的承诺不符'],
    ['proof', '证明：算不出检查点的根哈希'],
    ['root', '证明：算不出检查点的根哈希'],
    ['signature', '签名：检查点的签名无效'],
    ['key', '密钥：文件中的日志公钥无效'],
    ['form', '表单：内容与其摘要不符'],
    ['index-past-end', '序号：超出检查点的日志大小'],
    ['key-of-stranger', '密钥：文件由另一把密钥签名'],
  ])('1: %s was tampered with, and the verdict names it', async (name, sentence) => {
    const { code, out } = await verify(vector(`bad/${name}`), '--key', key);
    expect(code).toBe(1);
    expect(out).toContain('未通过');
    expect(out).toContain(sentence);
  });
  it.each(['bad/not-json', 'bad/type', 'bad/version'])('2: %s is no evidence file', async (name) => {
    const { code, out } = await verify(vector(name), '--key', key);
    expect(code).toBe(2);
    expect(out).toContain('无法核验');
  });
});

describe('files that are none', () => {
  it.each([
    ['nothing there', () => join(folder, 'missing.json'), 'ENOENT'],
    ['a folder', () => folder, 'EISDIR'],
    ['bytes', () => fileWith('bytes.json', Uint8Array.of(0xff, 0xfe, 0x00)), 'not UTF-8'],
    [
      'one of 40 MB',
      () => {
        const path = fileWith('huge.json', '{');
        truncateSync(path, 40 * 1024 * 1024);
        return path;
      },
      'too large',
    ],
  ])('2: %s', async (_name, path, why) => {
    const { code, out, err } = await verify(path());
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(why);
  });
  it.each([
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['nested without end', '['.repeat(200_000)],
    [
      'nested deep inside',
      `{"v":1,"type":"jinjian-evidence","form":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_001)}`,
    ],
  ])('2: %s', async (_name, content) => {
    expect((await verify(fileWith('odd.json', content))).code).toBe(2);
  });
  it('reads past a byte order mark', async () => {
    const content = `\uFEFF${readFileSync(vector('good/one-grant'), 'utf8')}`;
    expect((await verify(fileWith('bom.json', content), '--key', key)).code).toBe(0);
  });
});

describe('arguments', () => {
  it.each([
    [[]],
    [['a.json', 'b.json']],
    [['a.json', '--key']],
    [['a.json', '--key', 'not-a-key']],
    [['a.json', '--lang', 'fr']],
    [['a.json', '--force']],
  ])('%j are refused with the usage', async (args) => {
    const { code, err } = await verify(...args);
    expect(code).toBe(2);
    expect(err).toContain('Usage: jinjian verify');
  });
});

describe('what is told', () => {
  it('in Chinese and in English: what, who, when, how, and what was taken back', async () => {
    const chinese = (await verify(vector('good/withdrawn'), '--key', key)).out;
    for (const part of [
      '向示例银行提供个人信息的授权书',
      '示例银行股份有限公司',
      '惠开科技（示例）有限公司',
      '同意 · 其后于 2026-03-01 17:30:00 (北京时间) 撤回',
      '字号 14 像素',
      '手机号码已由短信验证码核实',
    ]) {
      expect(chinese).toContain(part);
    }
    const english = (await verify(vector('good/withdrawn'), '--key', key, '--lang', 'en')).out;
    for (const part of [
      'PROVEN',
      'granted · withdrawn later, 2026-03-01 17:30:00',
      'text of 14 px',
      'by hand',
    ]) {
      expect(english).toContain(part);
    }
  });
  it('of an erased lead, what still can be shown', async () => {
    const { code, out } = await verify(vector('good/erased'), '--key', key);
    expect(code).toBe(0);
    expect(out).toContain('记录与盐已删除');
    expect(out).toContain('文件不能再把这些决定与某一个人、某一申请编号对应');
  });
  it('of a file that failed, that what it claims is not to be relied on', async () => {
    expect((await verify(vector('bad/decision'), '--key', key)).out).toContain('不可采信');
  });
  it('what the company states and nothing proves, apart from the rest and after it', async () => {
    const file = structuredClone(good['one-grant']);
    if (file === undefined) throw new Error('no file');
    file.lead.id = 'ld_zzzzzzzzzzzzzzzzzzzzzzzzzz';
    const path = fileWith('other-lead.json', JSON.stringify(file));
    for (const [language, title] of [
      ['zh-CN', '由公司陈述，未经证明'],
      ['en', 'Stated by the company, not proven'],
    ] as const) {
      const { code, out } = await verify(path, '--key', key, '--lang', language);
      expect(code).toBe(0);
      const [proven = '', stated = ''] = out.split(`\n${title}\n`);
      expect(proven).not.toContain(file.lead.id);
      expect(stated).toContain(`id "${file.lead.id}"`);
      expect(stated).toContain('status 503');
    }
    const named = (await verify(vector('good/lead-named'), '--key', key)).out.split('\n由公司陈述')[0];
    expect(named).toContain(good['lead-named']?.lead.id);
  });
  it('which key was given, and which one it led to', async () => {
    const { out } = await verify(vector('good/rolled-over'), '--key', key, '--lang', 'en');
    expect(out).toContain(`Key  ${key} (given by you)`);
    expect(out).toContain(`Signed by  ${good['rolled-over']?.log.key} (named by it in key rollover notes)`);
    const own = (await verify(vector('good/several'), '--key', key, '--lang', 'en')).out;
    expect(own).not.toContain('Signed by');
    const coSigned = (await verify(vector('good/co-signed'), '--key', key, '--lang', 'en')).out;
    const [proven = '', stated = ''] = coSigned.split('\nStated by');
    expect(proven).not.toContain(good['co-signed']?.log.key);
    expect(stated).toContain(good['co-signed']?.log.key);
  });
  it('of members that nobody knows, however long or deep, each once', async () => {
    const name = 'n'.repeat(50_000);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`m${at}`, at]));
    let deep: unknown = 'end';
    for (let at = 0; at < 500; at++) deep = { deep, at };
    const content = JSON.stringify({ ...good['one-grant'], [name]: many, deep });
    const { code, out } = await verify(fileWith('long.json', content), '--key', key);
    expect(code).toBe(0);
    expect(out.split(name)).toHaveLength(2);
    expect(out.length).toBeLessThan(3 * content.length);
  });
  it('as JSON for programs', async () => {
    const { code, out } = await verify(vector('bad/time'), '--key', key, '--json', '--lang=en');
    expect(code).toBe(1);
    expect(JSON.parse(out).stated).toContainEqual({ at: 'deliveries.0.attempts.0.status', value: 503 });
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'failed',
      exit: 1,
      key,
      checkpoint: { origin: 'forms.example.cn/log/huikai', size: 8 },
      faults: [
        { code: 'commitment' },
        { code: 'time', at: 'decisions.1.record.at', message: expect.stringContaining('time:') },
      ],
    });
  });
  it('with nothing that steers a terminal, whatever the file holds', async () => {
    const file = structuredClone(good['one-grant']);
    const [notice] = file?.notices ?? [];
    if (notice === undefined) throw new Error('no notice');
    notice.title = '\u001b[2J\u001b[31m伪造\u202e通过\r\n[通过]';
    const { out } = await verify(fileWith('escape.json', JSON.stringify(file)), '--key', key);
    expect(out).toContain('伪造');
    expect(out.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(out).not.toMatch(/^\[通过\]/m);
  });
  it('has a sentence for each fault in both languages, none twice', () => {
    for (const { faults } of Object.values(verdictWords)) {
      expect(new Set(Object.values(faults)).size).toBe(Object.keys(faults).length);
    }
  });
});

describe('the packed command', () => {
  it('verifies away from the repository, alone in its folder with the package’s dependencies', () => {
    const command = join(vectorFolder, '../../../dist/bin/jinjian.js');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [command, 'verify', ...args], { cwd: folder, encoding: 'utf8' });
    cpSync(vector('good/larger-log'), join(folder, 'evidence.json'));
    const proven = run('evidence.json', '--key', key);
    expect([proven.status, proven.stderr]).toEqual([0, '']);
    expect(proven.stdout).toMatch(/^电子证据文件核验[\s\S]+本文件不能说明的[\s\S]+\n$/);
    expect(run('evidence.json').status).toBe(3);
    expect(run(vector('bad/salt'), '--key', key).status).toBe(1);
    expect(run('missing.json').status).toBe(2);
    expect(run().status).toBe(2);
  });
});
