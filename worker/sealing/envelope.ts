/** Owns sealing: a fresh data key per lead, wrapped by the tenant's key (AES-256-GCM); must not know what is inside. */
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { type Bytes, concatBytes, fromBase64, toBase64Url, utf8 } from '../encoding/bytes.ts';
import type { TenantKeys } from './tenant-keys.ts';

/** Destroying `wrappedKey` destroys the content: nothing else holds the data key. */
export interface Envelope {
  keyId: string;
  wrappedKey: Bytes;
  sealed: Bytes;
}

const ivLength = 12;
const decoder = new TextDecoder();

async function encrypt(key: CryptoKey, bytes: Uint8Array, context: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8.encode(context) },
    key,
    concatBytes(bytes),
  );
  return concatBytes(iv, new Uint8Array(sealed));
}

async function decrypt(key: CryptoKey, sealed: Bytes, context: string): Promise<Bytes> {
  const opened = await crypto.subtle.decrypt(cipherOf(sealed, context), key, sealed.subarray(ivLength));
  return new Uint8Array(opened);
}

function cipherOf(sealed: Bytes, context: string) {
  return { name: 'AES-GCM', iv: sealed.subarray(0, ivLength), additionalData: utf8.encode(context) };
}

/** What was sealed under a master key that is not configured is there, and can't be read until the key is added. */
function keyOf(keys: TenantKeys, id: string): CryptoKey | Refusal {
  const key = keys.find((one) => one.id === id);
  return key?.sealing ?? keyMissing(id);
}

/** @param id as `JINJIAN_MASTER_KEYS` names it */
export function keyMissing(id: string): Refusal {
  return refuse('key_missing', [
    { path: 'JINJIAN_MASTER_KEYS', code: 'key_not_configured', params: { key: id } },
  ]);
}

/** Seals JSON under a fresh data key. The context is authenticated: an envelope moved elsewhere does not open. */
export async function seal(keys: TenantKeys, context: string, content: unknown): Promise<Envelope> {
  const dataKeyBytes = crypto.getRandomValues(new Uint8Array(32));
  const dataKey = await crypto.subtle.importKey('raw', dataKeyBytes, 'AES-GCM', false, ['encrypt']);
  const [wrappedKey, sealed] = await Promise.all([
    encrypt(keys[0].sealing, dataKeyBytes, context),
    encrypt(dataKey, utf8.encode(JSON.stringify(content)), context),
  ]);
  return { keyId: keys[0].id, wrappedKey, sealed };
}

/**
 * The content, or `key_missing` when its master key is not configured.
 * @throws when a byte or the context was changed
 */
export async function unseal<Content>(
  keys: TenantKeys,
  context: string,
  envelope: Envelope,
): Promise<Content | Refusal> {
  const dataKey = await dataKeyOf(keys, context, envelope, 'decrypt');
  if (isRefusal(dataKey)) return dataKey;
  // Authenticated: only this Worker's own `seal` can have written it.
  return JSON.parse(decoder.decode(await decrypt(dataKey, envelope.sealed, context)));
}

type DataKeyCells = Pick<Envelope, 'keyId' | 'wrappedKey'>;

async function dataKeyOf(
  keys: TenantKeys,
  context: string,
  { keyId, wrappedKey }: DataKeyCells,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey | Refusal> {
  const key = keyOf(keys, keyId);
  if (isRefusal(key)) return key;
  const [sealed, cipher] = [wrappedKey.subarray(ivLength), cipherOf(wrappedKey, context)];
  return crypto.subtle.unwrapKey('raw', sealed, key, cipher, 'AES-GCM', false, [use]);
}

/**
 * Seals a text under the data key of an envelope that is there already: it dies with that key.
 * @param own the text's own context: neither it nor the envelope's content opens in the other's place
 */
export async function sealBeside(
  keys: TenantKeys,
  context: string,
  envelope: DataKeyCells,
  own: string,
  text: string,
): Promise<Bytes | Refusal> {
  const dataKey = await dataKeyOf(keys, context, envelope, 'encrypt');
  return isRefusal(dataKey) ? dataKey : encrypt(dataKey, utf8.encode(text), own);
}

/** The text, or `key_missing`. @throws when it was sealed under another data key or another context */
export async function unsealBeside(
  keys: TenantKeys,
  context: string,
  envelope: DataKeyCells,
  own: string,
  sealed: Bytes,
): Promise<string | Refusal> {
  const dataKey = await dataKeyOf(keys, context, envelope, 'decrypt');
  return isRefusal(dataKey) ? dataKey : decoder.decode(await decrypt(dataKey, sealed, own));
}

/** A wrapped data key under the active master key instead of the one that it was wrapped under; `key_missing` without that. */
export async function rewrap(
  keys: TenantKeys,
  context: string,
  { keyId, wrappedKey }: Pick<Envelope, 'keyId' | 'wrappedKey'>,
): Promise<Bytes | Refusal> {
  const key = keyOf(keys, keyId);
  if (isRefusal(key)) return key;
  return encrypt(keys[0].sealing, await decrypt(key, wrappedKey, context), context);
}

/** Seals a short configuration secret as text: `<key id>:<base64url>`. */
export async function sealSecret(keys: TenantKeys, context: string, secret: string): Promise<string> {
  return `${keys[0].id}:${toBase64Url(await encrypt(keys[0].sealing, utf8.encode(secret), context))}`;
}

/** The master key that a sealed secret needs. */
export function keyIdOfSecret(text: string): string {
  return text.slice(0, Math.max(text.indexOf(':'), 0));
}

/** The secret, or `key_missing`. @throws when it is not a sealed secret of this context */
export async function unsealSecret(
  keys: TenantKeys,
  context: string,
  text: string,
): Promise<string | Refusal> {
  const colon = text.indexOf(':');
  const sealed = fromBase64(text.slice(colon + 1));
  if (colon <= 0 || sealed === null || sealed.length === 0) throw new Error('not a sealed secret');
  const key = keyOf(keys, keyIdOfSecret(text));
  return isRefusal(key) ? key : decoder.decode(await decrypt(key, sealed, context));
}

/** The same secret sealed under the active key; the text as it is when it already is, or when its key is not configured. */
export async function resealSecret(keys: TenantKeys, context: string, text: string): Promise<string> {
  if (keyIdOfSecret(text) === keys[0].id) return text;
  const secret = await unsealSecret(keys, context, text);
  return isRefusal(secret) ? text : sealSecret(keys, context, secret);
}
