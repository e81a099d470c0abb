/** Owns finding the regular expressions of a source file, with a real parser; must not judge them. */
import { parseSync } from 'vite';
import { isNode, type Node, visit } from './nodes.ts';
import type { SourceFile } from './source-file.ts';

export interface Pattern {
  source: string;
  flags: string;
  /** `worker/encoding/bytes.ts:31` */
  place: string;
}

export interface Patterns {
  literals: Pattern[];
  /** Places where one is made of a text: what it is made of is known only once the code runs. */
  made: string[];
}

export function patternsOf(file: SourceFile): Patterns {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`${file.path}: ${parsed.errors[0]?.message}`);
  const found: Patterns = { literals: [], made: [] };
  visit(parsed.program, (node) => {
    const line = typeof node.start === 'number' ? file.text.slice(0, node.start).split('\n').length : 0;
    const literal = node.type === 'Literal' ? literalOf(node.regex) : null;
    if (literal !== null) found.literals.push({ ...literal, place: `${file.path}:${line}` });
    if (makesOne(node)) found.made.push(file.path);
  });
  return found;
}

function literalOf(regex: unknown): Pick<Pattern, 'source' | 'flags'> | null {
  if (typeof regex !== 'object' || regex === null) return null;
  const [source, flags]: unknown[] = [Reflect.get(regex, 'pattern'), Reflect.get(regex, 'flags')];
  return typeof source === 'string' && typeof flags === 'string' ? { source, flags } : null;
}

function makesOne({ type, callee }: Node): boolean {
  const isCall = type === 'NewExpression' || type === 'CallExpression';
  return isCall && isNode(callee) && callee.type === 'Identifier' && callee.name === 'RegExp';
}
