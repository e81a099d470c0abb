/** Owns the check that what is sealed opens only whole, in its place and under its keys; must not know leads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Envelope,
  keyMissing,
  resealSecret,
  rewrap,
  seal,
  sealSecret,
  unseal,
  unsealSecret,
} from '../../../worker/sealing/envelope.ts';
import { keysOf, masterKey } from './sample-keys.ts';

const context = 'lead/acme/AAAA';
const content = { values: { name: '张三', phone: '13800138000' }, records: [{ salt: 'c2FsdA' }] };
const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const keys = await keysOf('acme', old);

function flipped(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

describe('an envelope', () => {
  it('opens to what was sealed, for any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ stringUnit: 'grapheme' }), async (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        expect(await unseal(keys, context, await seal(keys, context, json))).toEqual(json);
      }),
    );
  });
  it('shows nothing of its content and is another one each time', async () => {
    const [first, second] = await Promise.all([seal(keys, context, content), seal(keys, context, content)]);
    expect(Buffer.from(first.sealed).includes('13800138000')).toBe(false);
    expect(first.sealed).not.toEqual(second.sealed);
    expect(first.wrappedKey).not.toEqual(second.wrappedKey);
  });
  it('does not open with any one byte changed, anywhere', async () => {
    const envelope = await seal(keys, context, content);
    for (const part of ['wrappedKey', 'sealed'] as const) {
      for (let at = 0; at < envelope[part].length; at++) {
        const changed: Envelope = { ...envelope, [part]: flipped(envelope[part], at, at % 8) };
        await expect(unseal(keys, context, changed), `${part} ${at}`).rejects.toThrow();
      }
    }
  });
  it.each([0, 1, 11, 12, 27])('does not open when only %d bytes are left', async (length) => {
    const envelope = await seal(keys, context, content);
    for (const part of ['wrappedKey', 'sealed'] as const) {
      const cut = { ...envelope, [part]: envelope[part].slice(0, length) };
      await expect(unseal(keys, context, cut)).rejects.toThrow();
    }
  });
  it('opens only in its own place: not for another lead, nor with another’s key or content', async () => {
    const [mine, theirs] = await Promise.all([
      seal(keys, context, content),
      seal(keys, 'lead/acme/BBBB', content),
    ]);
    await expect(unseal(keys, 'lead/acme/BBBB', mine)).rejects.toThrow();
    await expect(unseal(keys, context, { ...mine, wrappedKey: theirs.wrappedKey })).rejects.toThrow();
    await expect(unseal(keys, context, { ...mine, sealed: theirs.sealed })).rejects.toThrow();
  });
  it('does not open for another tenant under the same master key', async () => {
    const envelope = await seal(keys, context, content);
    await expect(unseal(await keysOf('other', old), context, envelope)).rejects.toThrow();
  });
  it('is gone with its wrapped key: erasing that erases the lead', async () => {
    const envelope = await seal(keys, context, content);
    await expect(unseal(keys, context, { ...envelope, wrappedKey: new Uint8Array() })).rejects.toThrow();
  });
});

describe('key rotation', () => {
  it('opens what the old key sealed and seals under the new one', async () => {
    const rotated = await keysOf('acme', young, old);
    const before = await seal(keys, context, content);
    expect(before.keyId).toBe('k1');
    expect(await unseal(rotated, context, before)).toEqual(content);
    const after = await seal(rotated, context, content);
    expect(after.keyId).toBe('k2');
    expect(await unseal(rotated, context, after)).toEqual(content);
    expect(await unseal(keys, context, after)).toEqual(keyMissing('k2'));
  });
  it('rewraps the data key alone: the content stays as it was, and the old key is needed no more', async () => {
    const rotated = await keysOf('acme', young, old);
    const before = await seal(keys, context, content);
    const wrappedKey = await rewrap(rotated, context, before);
    if (!(wrappedKey instanceof Uint8Array)) throw new Error('refused');
    const after = { keyId: 'k2', wrappedKey, sealed: before.sealed };
    expect(await unseal(await keysOf('acme', young), context, after)).toEqual(content);
    expect(wrappedKey.length).toBe(before.wrappedKey.length);
    await expect(rewrap(rotated, 'lead/acme/BBBB', before)).rejects.toThrow();
    expect(await rewrap(await keysOf('acme', young), context, before)).toEqual(keyMissing('k1'));
  });
  it('does not try another key than the envelope names', async () => {
    const rotated = await keysOf('acme', young, old);
    const envelope = await seal(keys, context, content);
    await expect(unseal(rotated, context, { ...envelope, keyId: 'k2' })).rejects.toThrow();
  });
});

describe('configuration secrets', () => {
  it('open under old and new keys, in their place, unchanged', async () => {
    const rotated = await keysOf('acme', young, old);
    const sealed = await sealSecret(keys, 'acme/destination/crm', 'whsec_密');
    expect(sealed).toMatch(/^k1:[A-Za-z0-9_-]+$/);
    expect(await unsealSecret(rotated, 'acme/destination/crm', sealed)).toBe('whsec_密');
    expect(await sealSecret(rotated, 'x', 's')).toMatch(/^k2:/);
    await expect(unsealSecret(keys, 'acme/destination/other', sealed)).rejects.toThrow();
  });
  it('are sealed again under the active key, once, and left alone while their key is missing', async () => {
    const [rotated, onlyYoung] = [await keysOf('acme', young, old), await keysOf('acme', young)];
    const sealed = await sealSecret(keys, 'x', 'whsec_密');
    const again = await resealSecret(rotated, 'x', sealed);
    expect(again).toMatch(/^k2:/);
    expect(await unsealSecret(onlyYoung, 'x', again)).toBe('whsec_密');
    expect(await resealSecret(rotated, 'x', again)).toBe(again);
    expect(await resealSecret(onlyYoung, 'x', sealed)).toBe(sealed);
    expect(await unsealSecret(onlyYoung, 'x', sealed)).toEqual(keyMissing('k1'));
  });
  it.each(['', 'k1', 'k1:', ':AAAA', 'k1:!!!!', 'AAAA'])('do not open from %j', async (text) => {
    await expect(unsealSecret(keys, 'x', text)).rejects.toThrow();
  });
});
