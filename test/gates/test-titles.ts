/** Owns finding the titles of the tests of a file, with a real parser: of those that run, and what tables put into them; must not judge them. */
import { parseSync } from 'vite';
import { isNode, type Node, visit } from './nodes.ts';
import type { SourceFile } from './source-file.ts';

const roots = /^(?:it|test|describe)$/;
const idle = /^(?:skip|todo|skipIf|runIf)$/;
const tables = /^(?:each|for)$/;

export function testTitles(file: SourceFile): string[] {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`${file.path}: ${parsed.errors[0]?.message}`);
  const titles: string[] = [];
  visit(parsed.program, (node) => {
    if (node.type !== 'CallExpression' || !Array.isArray(node.arguments)) return;
    const names = chainOf(node.callee);
    if (!roots.test(names[0] ?? '') || names.some((name) => idle.test(name))) return;
    const last = names.at(-1) ?? '';
    const isTable = tables.test(last) && isNode(node.callee) && node.callee.type === 'MemberExpression';
    titles.push(...textsIn(isTable ? node.arguments : node.arguments.slice(0, 1)));
  });
  return titles;
}

/** `test.for([…])('…')`: test, for. */
function chainOf(callee: unknown): string[] {
  if (!isNode(callee)) return [];
  if (callee.type === 'Identifier') return [String(callee.name)];
  if (callee.type === 'CallExpression') return chainOf(callee.callee);
  if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return [];
  return [...chainOf(callee.object), String(callee.property.name)];
}

function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  visit(value, (node: Node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') texts.push(node.value);
    if (node.type !== 'TemplateElement' || typeof node.value !== 'object' || node.value === null) return;
    texts.push(String(Reflect.get(node.value, 'cooked')));
  });
  return texts;
}
