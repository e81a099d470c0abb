/** Owns walking a parsed program; must not know what is looked for. */

export interface Node {
  type: string;
  [member: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function visit(value: unknown, seen: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, seen);
  else if (isNode(value)) {
    seen(value);
    for (const member of Object.values(value)) visit(member, seen);
  }
}
