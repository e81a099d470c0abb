/** Owns one sealed text and its 24 hours: AES-256-GCM by crypto.subtle; must not know where it is kept. */

/** What is authenticated with the text, so that it opens nowhere else. */
export interface Label {
  kind: string;
  tenant: string;
  form: string;
}

const livesMs = 86_400_000;
const ivBytes = 12;

/** Between now and 24 hours ago by the same clock. A stamp in the future is no better than one too old: the clock was turned. */
export function isAlive(savedAtMs: number, nowMs: number): boolean {
  return savedAtMs <= nowMs && nowMs - savedAtMs < livesMs;
}

/** When an envelope was sealed, by its own words; NaN for anything else. */
export function savedAtOf(envelope: string): number {
  return Number(/^1\.(\d{1,15})\.[\w+/=]+$/.exec(envelope)?.[1] ?? Number.NaN);
}

/** `1.{milliseconds}.{base64}`; rejects where there is no crypto.subtle (http). */
export async function seal(text: string, label: Label, keyText: string, savedAtMs: number): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const key = await importKey(keyText, 'encrypt');
  const coded = await crypto.subtle.encrypt(
    cipher(iv, label, savedAtMs),
    key,
    new TextEncoder().encode(text),
  );
  const bytes = new Uint8Array(ivBytes + coded.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(coded), ivBytes);
  return `1.${savedAtMs}.${base64Of(bytes)}`;
}

/** The text; rejects when the envelope was made elsewhere, was changed, or is no envelope at all. */
export async function unseal(envelope: string, label: Label, keyText: string): Promise<string> {
  const bytes = bytesOf(envelope.split('.')[2] ?? '');
  const key = await importKey(keyText, 'decrypt');
  const opened = cipher(bytes.slice(0, ivBytes), label, savedAtOf(envelope));
  const text = await crypto.subtle.decrypt(opened, key, bytes.slice(ivBytes));
  return new TextDecoder().decode(text);
}

/** 256 random bits. */
export function newKeyText(): string {
  return base64Of(crypto.getRandomValues(new Uint8Array(32)));
}

function importKey(keyText: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytesOf(keyText), 'AES-GCM', false, [use]);
}

function cipher(iv: BufferSource, { kind, tenant, form }: Label, savedAtMs: number): AesGcmParams {
  const label = JSON.stringify(['jinjian', 1, kind, tenant, form, savedAtMs]);
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(label) };
}

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}
