/** Owns the reading of `JINJIAN_MASTER_KEYS`; must not know what the keys protect. */
import { type Bytes, fromBase64 } from '../encoding/bytes.ts';

export interface MasterKey {
  id: string;
  bytes: Bytes;
}

/**
 * The master keys in the order given: the first is active.
 * @throws Error naming what is wrong, never the key: the server must not run without a usable active key.
 */
export function parseMasterKeys(text: string | undefined): [MasterKey, ...MasterKey[]] {
  const keys = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseOne);
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size !== keys.length) throw new Error('JINJIAN_MASTER_KEYS: two keys have the same id');
  const [active, ...others] = keys;
  if (active === undefined) throw new Error('JINJIAN_MASTER_KEYS: no key');
  return [active, ...others];
}

function parseOne(part: string): MasterKey {
  const match = /^([a-z][a-z0-9]{0,15}):(.+)$/.exec(part);
  const bytes = match?.[2] === undefined ? null : fromBase64(match[2]);
  if (match?.[1] === undefined || bytes?.length !== 32) {
    throw new Error('JINJIAN_MASTER_KEYS: each key is <id>:<base64 of 32 bytes>');
  }
  return { id: match[1], bytes };
}
