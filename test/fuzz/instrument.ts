/** Owns putting counters into the code under test as it is loaded, block by block; must not run or judge it. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { hits, reserve } from './block-counters.ts';

/** By this name the code under test finds its counters. */
const globalName = '$fuzzHits';

interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

interface Insertion {
  at: number;
  text: string;
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value &&
    typeof value.start === 'number' &&
    'end' in value &&
    typeof value.end === 'number'
  );
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, seen);
  else if (isNode(value)) {
    seen(value);
    for (const member of Object.values(value)) visit(member, seen);
  }
}

/** Where an expression or a statement alone is a branch: counted, then evaluated. */
const branches: Readonly<Record<string, { expressions: string[]; statements: string[] }>> = {
  ConditionalExpression: { expressions: ['consequent', 'alternate'], statements: [] },
  LogicalExpression: { expressions: ['right'], statements: [] },
  ArrowFunctionExpression: { expressions: ['body'], statements: [] },
  IfStatement: { expressions: [], statements: ['consequent', 'alternate'] },
  ForStatement: { expressions: [], statements: ['body'] },
  ForOfStatement: { expressions: [], statements: ['body'] },
  ForInStatement: { expressions: [], statements: ['body'] },
  WhileStatement: { expressions: [], statements: ['body'] },
  DoWhileStatement: { expressions: [], statements: ['body'] },
};

/** The source with a counter at the start of each block, branch and case. What it does stays the same. */
export function withCounters(path: string, source: string): string {
  const parsed = parseSync(path, source);
  if (parsed.errors.length > 0) throw new Error(`${path}: ${parsed.errors[0]?.message}`);
  const insertions: Insertion[] = [];
  let blocks = 0;
  const count = () => `$fuzzHits[$fuzzFrom+${blocks++}]++`;
  visit(parsed.program, (node) => {
    if (node.type === 'BlockStatement') insertions.push({ at: node.start + 1, text: `${count()};` });
    if (node.type === 'SwitchCase' && Array.isArray(node.consequent)) {
      const first: unknown = node.consequent[0];
      if (isNode(first)) insertions.push({ at: first.start, text: `${count()};` });
    }
    const { expressions = [], statements = [] } = branches[node.type] ?? {};
    for (const name of expressions) {
      const part = node[name];
      if (isNode(part) && part.type !== 'BlockStatement')
        insertions.push({ at: part.start, text: `(${count()},` }, { at: part.end, text: ')' });
    }
    for (const name of statements) {
      const part = node[name];
      if (isNode(part) && part.type !== 'BlockStatement')
        insertions.push({ at: part.start, text: `{${count()};` }, { at: part.end, text: '}' });
    }
  });
  const head = `const $fuzzHits=globalThis.${globalName};const $fuzzFrom=${reserve(blocks)};`;
  return head + inserted(source, insertions);
}

/** Closings go before openings at one place; of several openings the outer one, found first, stands first. */
function inserted(source: string, insertions: Insertion[]): string {
  const isClosing = ({ text }: Insertion) => text === ')' || text === '}';
  const inOrder = insertions
    .map((one, order) => ({ ...one, order: isClosing(one) ? -order - 1 : order }))
    .sort((a, b) => a.at - b.at || a.order - b.order);
  let text = '';
  let at = 0;
  for (const one of inOrder) {
    text += source.slice(at, one.at) + one.text;
    at = one.at;
  }
  return text + source.slice(at);
}

/** From here on each file of these folders (URLs) is loaded with counters. */
export function instrument(folders: readonly string[]): void {
  Reflect.set(globalThis, globalName, hits);
  registerHooks({
    load(url, context, nextLoad) {
      if (!folders.some((folder) => url.startsWith(folder)) || !url.endsWith('.ts'))
        return nextLoad(url, context);
      const path = fileURLToPath(url);
      return {
        format: 'module-typescript',
        source: withCounters(path, readFileSync(path, 'utf8')),
        shortCircuit: true,
      };
    },
  });
}
