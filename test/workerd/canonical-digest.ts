/** Owns a second, straightforward RFC 8785 and SHA-256 for checking digests; must not share code with the Worker. */

/** RFC 8785 over parsed JSON: JSON.stringify's own number and string forms, members in UTF-16 code unit order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value);
  // Without a comparator, sort() compares by UTF-16 code units, which is what §3.2.3 asks for.
  names.sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(Reflect.get(value, name))}`).join(',')}}`;
}

export async function sha256(...parts: (string | Uint8Array)[]): Promise<Uint8Array> {
  const bytes = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const whole = new Uint8Array(await new Blob(bytes.map((part) => new Uint8Array(part))).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

export const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export const base64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** The digest that API.md defines: over the published thing without its own `digest`. */
export async function digestOfPublished(published: unknown): Promise<string> {
  const { digest: _, ...rest } = Object(published);
  return `sha256:${hex(await sha256(canonical(rest)))}`;
}
