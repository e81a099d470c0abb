/** Owns JSON as a tree that can hold what values can't: a member twice, numbers of any spelling; must not change one. */

export interface Member {
  name: string;
  value: JsonNode;
}

/** `size` counts the node and all below it; `units` is about how long it is, written. */
export type JsonNode = { size: number; units: number } & (
  | { kind: 'object'; members: readonly Member[] }
  | { kind: 'list'; items: readonly JsonNode[] }
  | { kind: 'text'; text: string }
  /** A number, a word, or anything else to be written as it stands. */
  | { kind: 'raw'; raw: string }
);

export function objectOf(members: readonly Member[]): JsonNode {
  let [size, units] = [1, 2];
  for (const { name, value } of members) {
    size += value.size;
    units += name.length + 4 + value.units;
  }
  return { kind: 'object', members, size, units };
}

export function listOf(items: readonly JsonNode[]): JsonNode {
  let [size, units] = [1, 2];
  for (const item of items) {
    size += item.size;
    units += item.units + 1;
  }
  return { kind: 'list', items, size, units };
}

export function textNode(text: string): JsonNode {
  return { kind: 'text', text, size: 1, units: text.length + 2 };
}

export function rawNode(raw: string): JsonNode {
  return { kind: 'raw', raw, size: 1, units: raw.length };
}

/** A number in a spelling that parses to it. */
function spelt(number: number): string {
  if (Object.is(number, -0)) return '-0';
  if (Number.isFinite(number)) return String(number);
  return number > 0 ? '1e999' : '-1e999';
}

function nodeOf(value: unknown, depth: number): JsonNode {
  if (typeof value === 'string') return textNode(value);
  if (typeof value === 'number') return rawNode(spelt(value));
  if (typeof value !== 'object' || value === null) return rawNode(String(value));
  if (depth > 200) return rawNode('null');
  if (Array.isArray(value)) return listOf(value.map((item) => nodeOf(item, depth + 1)));
  return objectOf(
    Object.entries(value).map(([name, member]) => ({ name, value: nodeOf(member, depth + 1) })),
  );
}

/** The tree of a value as JSON.parse makes it. */
export function nodeOfValue(value: unknown): JsonNode {
  return nodeOf(value, 0);
}

/** The tree of a JSON text; null for any other text. */
export function parseNode(text: string): JsonNode | null {
  try {
    return nodeOfValue(JSON.parse(text));
  } catch {
    return null;
  }
}

export function writeNode(node: JsonNode): string {
  switch (node.kind) {
    case 'raw':
      return node.raw;
    case 'text':
      return JSON.stringify(node.text);
    case 'list':
      return `[${node.items.map(writeNode).join(',')}]`;
    case 'object':
      return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${writeNode(value)}`).join(',')}}`;
  }
}

/** The tree with its `at`th node (0 is the root, in the order of the text) replaced by what `change` makes of it. */
export function edited(node: JsonNode, at: number, change: (node: JsonNode) => JsonNode): JsonNode {
  if (at === 0 || node.kind === 'text' || node.kind === 'raw') return change(node);
  let left = at - 1;
  const within = (child: JsonNode): JsonNode => {
    const isHere = left >= 0 && left < child.size;
    const changed = isHere ? edited(child, left, change) : child;
    left -= child.size;
    return changed;
  };
  return node.kind === 'list'
    ? listOf(node.items.map(within))
    : objectOf(node.members.map(({ name, value }) => ({ name, value: within(value) })));
}

/** The `at`th node. */
export function nodeAt(node: JsonNode, at: number): JsonNode {
  if (at === 0 || node.kind === 'text' || node.kind === 'raw') return node;
  let left = at - 1;
  const children = node.kind === 'list' ? node.items : node.members.map(({ value }) => value);
  for (const child of children) {
    if (left < child.size) return nodeAt(child, left);
    left -= child.size;
  }
  return node;
}

/** Every member name and text in the tree. */
export function wordsIn(node: JsonNode): string[] {
  if (node.kind === 'text') return [node.text];
  if (node.kind === 'raw') return [];
  if (node.kind === 'list') return node.items.flatMap(wordsIn);
  return node.members.flatMap(({ name, value }) => [name, ...wordsIn(value)]);
}
