/** Owns RFC 8785 canonical JSON (JCS), the one byte form that digests and commitments are taken over; must not know what is hashed. */

/**
 * Serialises a JSON value as RFC 8785 asks: members sorted by UTF-16 code units, ECMAScript number form, no space.
 * Members whose value is undefined are left out, as JSON.stringify does.
 * @throws TypeError for what I-JSON forbids: lone surrogates, NaN, infinities, functions, symbols, bigints.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('canonicalJson: number is not finite');
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
    default:
      throw new TypeError(`canonicalJson: ${typeof value} is not JSON`);
  }
}

function canonicalObject(value: object): string {
  const members = new Map(Object.entries(value));
  let text = '';
  // The default order of sort is that of UTF-16 code units, which RFC 8785 §3.2.3 asks for.
  for (const name of [...members.keys()].sort()) {
    const member = members.get(name);
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${canonicalString(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function canonicalString(text: string): string {
  if (hasLoneSurrogate(text)) throw new TypeError('canonicalJson: lone surrogate');
  return JSON.stringify(text);
}

/**
 * True when a string is not well-formed Unicode. Under the `u` flag a pair is one code point, so that only lone
 * surrogates match; `isWellFormed` is missing before Chrome 111, lookbehind before Safari 16.4.
 */
export function hasLoneSurrogate(text: string): boolean {
  return /[\uD800-\uDFFF]/u.test(text);
}
