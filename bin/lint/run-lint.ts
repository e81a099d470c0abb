/** Owns `jinjian lint` as people meet it: a text in, findings and an exit code out; must not know any rule. */
import { open } from 'node:fs/promises';
import type { LintLevel } from '../../contract/lint/lint-rule.ts';
import { type LintFinding, lintText } from '../../contract/lint/lint-text.ts';
import type { Output } from '../terminal.ts';
import { printable, printableJson } from '../terminal-text.ts';
import { lintUsage, readLintOptions } from './lint-options.ts';

/** Copy has some kilobytes. What is far longer is none, and must not fill the memory. */
const maxBytes = 4 * 1024 * 1024;

interface Streams extends Output {
  input: AsyncIterable<Uint8Array>;
}

const levelWords: Record<LintLevel, { zh: string; en: string }> = {
  block: { zh: '禁止', en: 'block' },
  proof: { zh: '须附依据', en: 'proof' },
  disclose: { zh: '须并列披露', en: 'disclose' },
  warn: { zh: '提醒', en: 'warn' },
};

/** @returns the exit code: 0 nothing forbidden, 1 a finding of level `block`, 2 wrong arguments or no readable text */
export async function runLint(args: readonly string[], { out, err, input }: Streams): Promise<number> {
  const options = readLintOptions(args);
  if ('problem' in options) {
    err(`jinjian lint: ${printable(options.problem)}\n${lintUsage}\n`);
    return 2;
  }
  const { path, region, isJson, language } = options;
  const read = await readText(path, input);
  if ('problem' in read) {
    err(`jinjian lint: ${printable(read.problem)}\n`);
    return 2;
  }
  const findings = lintText(read.text, { region });
  if (isJson) {
    const said = findings.map(({ reason, suggestion, ...finding }) => ({
      ...finding,
      reason: reason[language],
      suggestion: suggestion[language],
    }));
    out(`${printableJson({ findings: said })}\n`);
  } else out(findings.map((finding) => lineOf(finding, read.text, path, language)).join(''));
  return findings.some(({ level }) => level === 'block') ? 1 : 0;
}

/** `copy.txt:3:12 K01 block “秒批”: why. What instead.` Lines and columns count from 1, columns in characters. */
function lineOf(finding: LintFinding, text: string, path: string, language: 'zh' | 'en'): string {
  const { rule, level, phrase, at, reason, source, suggestion } = finding;
  const before = text.slice(0, at).split('\n');
  const place = `${path === '-' ? 'stdin' : path}:${before.length}:${Array.from(before.at(-1) ?? '').length + 1}`;
  const quoted = language === 'zh' ? `“${phrase}”` : `"${phrase}"`;
  const lines = [
    `${place} ${rule} ${levelWords[level][language]} ${quoted.replace(/\s+/gu, ' ')}`,
    `    ${reason[language]} (${source})`,
    `    ${suggestion[language]}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

async function readText(
  path: string,
  input: AsyncIterable<Uint8Array>,
): Promise<{ text: string } | { problem: string }> {
  try {
    if (path === '-') return await gather(input, 'standard input');
    const handle = await open(path, 'r');
    try {
      return await gather(handle.createReadStream({ autoClose: false }), path);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof TypeError) return { problem: `${path} is not UTF-8 text` };
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return { problem: `can’t read ${path}: ${reason}` };
  }
}

async function gather(
  stream: AsyncIterable<string | Uint8Array>,
  name: string,
): Promise<{ text: string } | { problem: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > maxBytes) return { problem: `${name} is too large to be copy` };
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return { text: text + decoder.decode() };
}
