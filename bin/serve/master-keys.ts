/** Owns the text form of the master keys, `k2:<base64 of 32 bytes>,k1:…`; must not know where it is kept or used. */
import { randomBytes } from 'node:crypto';

export interface MasterKey {
  id: string;
  base64: string;
}

export type ParsedKeys = { keys: MasterKey[] } | { error: string };

/** Reads a key list, the active key first. Errors name positions and ids, never key material. */
export function parseMasterKeys(text: string): ParsedKeys {
  const keys: MasterKey[] = [];
  for (const [at, part] of text.split(',').entries()) {
    const match = /^([a-z][a-z0-9]{0,15}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim());
    const [, id, base64] = match ?? [];
    if (id === undefined || base64 === undefined) {
      return {
        error: `key ${at + 1} must be an id, a colon and 32 bytes in base64, as in k1:<44 characters>`,
      };
    }
    if (keys.some((key) => key.id === id)) return { error: `key id ${id} is given twice` };
    keys.push({ id, base64 });
  }
  return { keys };
}

/** The one form that is kept and handed on. */
export function formatMasterKeys(keys: readonly MasterKey[]): string {
  return keys.map((key) => `${key.id}:${key.base64}`).join(',');
}

/** A first key from the system's random source. */
export function newMasterKeys(): string {
  return formatMasterKeys([{ id: 'k1', base64: randomBytes(32).toString('base64') }]);
}
