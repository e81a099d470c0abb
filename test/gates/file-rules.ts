/** Owns the rules that one file can break by itself: name, opening, length, left-overs; must not read files. */
import { basename } from 'node:path';
import type { SourceFile } from './source-file.ts';

const maxLines = 300;
const maxTestLines = 500;
/** Names that say nothing of what a file owns. */
const emptyNames = /^(?:utils?|helpers?|common|misc|shared|lib|types)$/;
/** The npm entry and the Worker's entry, which their tools look for. */
const allowedIndexes = ['sdk/index.ts', 'worker/index.ts'];
// Put together, so that this file does not break its own rule.
const leftOvers = new RegExp(`\\b(?:${'TO'}${'DO'}|${'FIX'}${'ME'})\\b`);
const focused = /\b(?:it|test|describe|bench)(?:\.\w+)*\.only\b/;

/** One line for each rule that a file breaks. */
export function brokenFileRules(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => rules.flatMap((rule) => rule(file).map((text) => `${file.path}: ${text}`)));
}

type Rule = (file: SourceFile) => string[];

const rules: Rule[] = [
  nameRule,
  indexRule,
  openingRule,
  lengthRule,
  leftOverRule,
  statementRule,
  terminalRule,
  randomRule,
];

function nameRule({ path }: SourceFile): string[] {
  const parts = path.split('/');
  const broken: string[] = [];
  for (const part of parts) {
    const stem = part.replace(/(?:\.(?:test|bench|config|d))?\.tsx?$/, '');
    if (emptyNames.test(stem)) broken.push(`${part} says nothing of what it owns`);
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(stem)) broken.push(`${part} is not in kebab-case`);
  }
  return broken;
}

function indexRule({ path }: SourceFile): string[] {
  const isIndex = /^index\.tsx?$/.test(basename(path));
  return isIndex && !allowedIndexes.includes(path)
    ? ['is a barrel: only the npm and Worker entries are']
    : [];
}

function openingRule({ text }: SourceFile): string[] {
  const opening = /^(?:#![^\n]*\n)?\/\*\*([\s\S]*?)\*\//.exec(text)?.[1]?.trim() ?? '';
  return /^[A-Z][\s\S]{20,}\.$/.test(opening) ? [] : ['does not open with a sentence on what it owns'];
}

function lengthRule({ path, text }: SourceFile): string[] {
  const most = path.startsWith('test/') ? maxTestLines : maxLines;
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > most ? [`has ${lines} lines, ${most} are allowed`] : [];
}

function leftOverRule({ text }: SourceFile): string[] {
  const broken: string[] = [];
  if (leftOvers.test(text)) broken.push(`holds a left-over ${leftOvers.exec(text)?.[0]}`);
  if (focused.test(text)) broken.push('focuses on one test, so that the others do not run');
  return broken;
}

/** What is made ahead is good while no statement changes a row: one that is not counted would go unnoticed. */
function statementRule({ path, text }: SourceFile): string[] {
  const isUncounted = path.startsWith('worker/tenant/') && /\bstorage\.sql\.exec\b/.test(text);
  return isUncounted ? ['runs a statement past worker/tenant/sql.ts'] : [];
}

/** What a command shows may be what a file or a server said: one place keeps it from steering the terminal. */
function terminalRule({ path, text }: SourceFile): string[] {
  const isPast = /^bin\/(?!terminal\.ts$)/.test(path) && /\bconsole\.|\bprocess\.std(?:out|err)\b/.test(text);
  return isPast ? ['prints past bin/terminal.ts'] : [];
}

/** Where a guess costs nothing: the jitter of retries. */
const guessable = ['worker/tenant/delivery/settle.ts'];

/** What nobody may guess comes from a secure generator, so that the other one is nowhere to be picked by mistake. */
function randomRule({ path, text }: SourceFile): string[] {
  const isShipped = /^(?:contract|sdk|worker|bin)\//.test(path) && !guessable.includes(path);
  return isShipped && /\bMath\.random\b/.test(text) ? ['takes a random number that can be guessed'] : [];
}
