/** Owns writing JSON that is ours alone: old page libraries (Prototype.js) put a `toJSON` on every array; must not know what is written. */

/** JSON of plain data. `JSON.stringify` asks each object for `toJSON`; here each has an own one that is nothing. */
export function plainJson(data: unknown): string {
  return JSON.stringify(shielded(data));
}

function shielded(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const copy = Array.isArray(data)
    ? data.map(shielded)
    : Object.fromEntries(Object.entries(data).map(([name, value]) => [name, shielded(value)]));
  return Object.defineProperty(copy, 'toJSON', { value: undefined });
}
