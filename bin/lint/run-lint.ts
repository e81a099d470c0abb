/** Owns `jinjian lint` as people meet it: a text in, findings and an exit code out; must not know any rule. */
import { open } from 'node:fs/promises';
import type { LintLevel } from '../../contract/lint/lint-rule.ts';
import { type LintFinding, lintText } from '../../contract/lint/lint-text.ts';
import { firstOf } from '../../contract/problem.ts';
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
  const { first, more } = firstOf(findings);
  if (isJson) {
    const said = first.map(({ reason, suggestion, ...finding }) => ({
      ...finding,
      reason: reason[language],
      suggestion: suggestion[language],
    }));
    out(`${printableJson({ findings: said, ...(more === 0 ? {} : { more }) })}\n`);
  } else {
    const places = placesIn(read.text, first);
    out(first.map((finding, at) => lineOf(finding, path, places[at] ?? '', language)).join(''));
    if (more > 0) out(moreLine[language](more));
  }
  return findings.some(({ level }) => level === 'block') ? 1 : 0;
}

/** Line and column of each finding, `3:12`, counted from 1, columns in characters. Findings are in the order of the text. */
function placesIn(text: string, findings: readonly LintFinding[]): string[] {
  let [line, column, read] = [1, 1, 0];
  return findings.map(({ at }) => {
    for (const sign of text.slice(read, at)) {
      if (sign === '\n') [line, column] = [line + 1, 1];
      else column += 1;
    }
    read = Math.max(read, at);
    return `${line}:${column}`;
  });
}

const moreLine = {
  zh: (more: number) => `另有 ${more} 处\n`,
  en: (more: number) => `and ${more} more\n`,
};

/** `copy.txt:3:12 K01 block “秒批”: why. What instead.` */
function lineOf(finding: LintFinding, path: string, where: string, language: 'zh' | 'en'): string {
  const { rule, level, phrase, reason, source, suggestion } = finding;
  const place = `${path === '-' ? 'stdin' : path}:${where}`;
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
