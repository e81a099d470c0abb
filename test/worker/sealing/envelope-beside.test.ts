/** Owns the check of texts sealed under the data key of an envelope that is there: what opens them, and what does not. */
import { expect, it } from 'vitest';
import type { Bytes } from '../../../worker/encoding/bytes.ts';
import {
  keyMissing,
  rewrap,
  seal,
  sealBeside,
  unseal,
  unsealBeside,
} from '../../../worker/sealing/envelope.ts';
import { keysOf, masterKey } from './sample-keys.ts';

const context = 'lead/acme/AAAA';
const own = 'body/acme/1/2/self';
const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const keys = await keysOf('acme', old);
const envelope = await seal(keys, context, { values: { name: '张三' } });

async function sealed(text: string): Promise<Bytes> {
  const bytes = await sealBeside(keys, context, envelope, own, text);
  if (!(bytes instanceof Uint8Array)) throw new Error('not sealed');
  return bytes;
}

it('opens to what was sealed, and shows nothing of it', async () => {
  const bytes = await sealed('{"name":"张三 13800138000"}');
  expect(await unsealBeside(keys, context, envelope, own, bytes)).toBe('{"name":"张三 13800138000"}');
  expect(Buffer.from(bytes).includes('13800138000')).toBe(false);
  expect(bytes).not.toEqual(await sealed('{"name":"张三 13800138000"}'));
});

it('lives through a change of the master key, and waits for one that is missing', async () => {
  const bytes = await sealed('text');
  const both = await keysOf('acme', young, old);
  const wrappedKey = await rewrap(both, context, envelope);
  if (!(wrappedKey instanceof Uint8Array)) throw new Error('not rewrapped');
  const alone = await keysOf('acme', young);
  expect(await unsealBeside(alone, context, { keyId: 'k2', wrappedKey }, own, bytes)).toBe('text');
  expect(await unsealBeside(alone, context, envelope, own, bytes)).toEqual(keyMissing('k1'));
  expect(await sealBeside(alone, context, envelope, own, 'text')).toEqual(keyMissing('k1'));
});

it('opens neither under another data key, nor in another place, nor in the place of the content', async () => {
  const bytes = await sealed('"text"');
  const anew = await seal(keys, context, { values: { name: '张三' } });
  await expect(unsealBeside(keys, context, anew, own, bytes)).rejects.toThrow();
  await expect(unsealBeside(keys, context, envelope, 'body/acme/1/2/bank-a', bytes)).rejects.toThrow();
  await expect(unseal(keys, context, { ...envelope, sealed: bytes })).rejects.toThrow();
  await expect(unsealBeside(keys, context, envelope, own, envelope.sealed)).rejects.toThrow();
});
