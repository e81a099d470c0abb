/** Owns the text forms of bytes (base64, base64url, base32, hex); must not know what the bytes mean. */

export const utf8 = new TextEncoder();

/** A view that WebCrypto takes: Node's Buffer is typed over SharedArrayBuffer too. */
export type Bytes = Uint8Array<ArrayBuffer>;

export function concatBytes(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The runtime's own (ES2026), which workerd has and Node 24 has not; a fifth of the time. Null where there is none. */
function natively(bytes: Uint8Array, options: object): string | null {
  if (!('toBase64' in bytes) || typeof bytes.toBase64 !== 'function') return null;
  const text: unknown = bytes.toBase64(options);
  return typeof text === 'string' ? text : null;
}

/** A call takes some ten thousand arguments, and not many more. */
const mostArguments = 8192;

export function toBase64(bytes: Uint8Array): string {
  const native = natively(bytes, {});
  if (native !== null) return native;
  let signs = '';
  for (let at = 0; at < bytes.length; at += mostArguments)
    signs += String.fromCharCode(...bytes.subarray(at, at + mostArguments));
  return btoa(signs);
}

export function toBase64Url(bytes: Uint8Array): string {
  const native = natively(bytes, { alphabet: 'base64url', omitPadding: true });
  return (
    native ??
    toBase64(bytes)
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/={1,2}$/, '')
  );
}

/** Reads base64 and base64url, padded or not; null for anything else, three signs of padding included. */
export function fromBase64(text: string): Bytes | null {
  const plain = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(plain) || plain.length % 4 === 1) return null;
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads lower-case hex of whole bytes. @throws RangeError for anything else: callers check the form first. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError('not lower-case hex');
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = digitAt(text, at * 2) * 16 + digitAt(text, at * 2 + 1);
  return bytes;
}

/** The value of a hexadecimal digit: `0` is 48, `a` is 97. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 97 ? code - 48 : code - 87;
}

const base32Signs = 'abcdefghijklmnopqrstuvwxyz234567';
const base32Codes = utf8.encode(base32Signs);

/** RFC 4648 base32, lower case, no padding. */
export function toBase32(bytes: Uint8Array): string {
  // Sign by sign a text would be made anew as often: ids are minted several times for each lead.
  const codes: number[] = [];
  const add = (value: number) => codes.push(base32Codes[value & 31] ?? 0);
  let held = 0;
  let heldBits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    heldBits += 8;
    for (; heldBits >= 5; heldBits -= 5) add(held >> (heldBits - 5));
    held &= 31;
  }
  if (heldBits > 0) add(held << (5 - heldBits));
  return String.fromCharCode(...codes);
}

/** Nothing of ours that is written so has more signs. */
const longestBase32 = 200;

/** Reads what `toBase32` wrote; null for any other text, so that each value has one spelling. */
export function fromBase32(text: string): Bytes | null {
  if (text.length > longestBase32) return null;
  let bits = '';
  for (const sign of text) {
    const value = base32Signs.indexOf(sign);
    if (value < 0) return null;
    bits += value.toString(2).padStart(5, '0');
  }
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
  return toBase32(bytes) === text ? bytes : null;
}
