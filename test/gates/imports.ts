/** Owns the imports of a source file, found with a real parser; must not know which of them are allowed. */
import { posix } from 'node:path';
import { parseSync } from 'vite';
import type { SourceFile } from './source-file.ts';

export interface Import {
  from: string;
  /** A repository path for a relative import, else the specifier as written. */
  to: string;
  kind: 'local' | 'package';
  /** By `import()` at run time. */
  dynamic: boolean;
}

/** Every import, re-export, `import()` and `import('…')` type of a file. Type-only imports count: they are arrows too. */
export function importsOf(file: SourceFile): Import[] {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`${file.path}: ${parsed.errors[0]?.message}`);
  const found: Import[] = [];
  visit(parsed.program, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== null) found.push(resolve(file.path, specifier, node.type === 'ImportExpression'));
  });
  return found;
}

interface Node {
  type: string;
  [member: string]: unknown;
}

function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const one of value) visit(one, seen);
  } else if (isNode(value)) {
    seen(value);
    for (const member of Object.values(value)) visit(member, seen);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) visit(member, seen);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

const carriers = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifierOf(node: Node): string | null {
  const source = carriers.has(node.type) ? node.source : undefined;
  if (typeof source !== 'object' || source === null || !('value' in source)) return null;
  return typeof source.value === 'string' ? source.value : null;
}

function resolve(from: string, specifier: string, dynamic: boolean): Import {
  if (!specifier.startsWith('.')) return { from, to: specifier, kind: 'package', dynamic };
  const plain = specifier.replace(/\?.*$/, '');
  return { from, to: posix.join(posix.dirname(from), plain), kind: 'local', dynamic };
}
