/** Owns sealing: a fresh data key per lead, wrapped by the tenant's key (AES-256-GCM); must not know what is inside. */
import { type Bytes, concatBytes, fromBase64, toBase64Url, utf8 } from '../encoding/bytes.ts';
import type { TenantKeys } from './tenant-keys.ts';

/** Destroying `wrappedKey` destroys the content: nothing else holds the data key. */
export interface Envelope {
  keyId: string;
  wrappedKey: Uint8Array;
  sealed: Uint8Array;
}

const ivLength = 12;

async function encrypt(key: CryptoKey, bytes: Uint8Array, context: string): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8.encode(context) },
    key,
    concatBytes(bytes),
  );
  return concatBytes(iv, new Uint8Array(sealed));
}

async function decrypt(key: CryptoKey, sealed: Uint8Array, context: string): Promise<Bytes> {
  const whole = concatBytes(sealed);
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: whole.subarray(0, ivLength), additionalData: utf8.encode(context) },
    key,
    whole.subarray(ivLength),
  );
  return new Uint8Array(opened);
}

function keyOf(keys: TenantKeys, id: string): CryptoKey {
  const key = keys.find((one) => one.id === id);
  if (key === undefined) throw new Error(`sealed under key ${id}, which is not configured`);
  return key.sealing;
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

/** @throws when the key is missing or a byte or the context was changed. */
export async function unseal<Content>(
  keys: TenantKeys,
  context: string,
  envelope: Envelope,
): Promise<Content> {
  const raw = await decrypt(keyOf(keys, envelope.keyId), envelope.wrappedKey, context);
  const dataKey = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
  // Authenticated: only this Worker's own `seal` can have written it.
  return JSON.parse(new TextDecoder().decode(await decrypt(dataKey, envelope.sealed, context)));
}

/** Seals a short configuration secret as text: `<key id>:<base64url>`. */
export async function sealSecret(keys: TenantKeys, context: string, secret: string): Promise<string> {
  return `${keys[0].id}:${toBase64Url(await encrypt(keys[0].sealing, utf8.encode(secret), context))}`;
}

export async function unsealSecret(keys: TenantKeys, context: string, text: string): Promise<string> {
  const colon = text.indexOf(':');
  const sealed = fromBase64(text.slice(colon + 1));
  if (colon < 0 || sealed === null) throw new Error('not a sealed secret');
  return new TextDecoder().decode(await decrypt(keyOf(keys, text.slice(0, colon)), sealed, context));
}
