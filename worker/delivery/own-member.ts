/** Owns looking into parsed JSON: own members only, whatever the names; must not know what is looked for. */

/** The value at a path of own members, else undefined: `__proto__` and `constructor` lead nowhere. */
export function ownMember(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Reflect.get(at, name);
  }
  return at;
}

/** The text or whole number at a path, as text; empty for anything else. */
export function ownText(value: unknown, ...path: readonly string[]): string {
  const found = ownMember(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}
