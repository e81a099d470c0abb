/** Owns the check of how master keys are read: order kept, mistakes named, keys never quoted; must not use them. */
import { describe, expect, it } from 'vitest';
import { parseMasterKeys } from '../../../worker/sealing/master-keys.ts';
import { masterKey } from './sample-keys.ts';

const [old, young] = [masterKey('k1', 1), masterKey('k2', 2)];
const bare = (byte: number, length: number) => Buffer.alloc(length, byte).toString('base64');

describe('master keys', () => {
  it('are read in order, the first active', () => {
    expect(parseMasterKeys(`${young},${old}`).map((key) => [key.id, key.bytes[0], key.bytes.length])).toEqual(
      [
        ['k2', 2, 32],
        ['k1', 1, 32],
      ],
    );
  });
  it.each([` ${old} , ${young} `, `${old},,${young},`, `${old},${young.replace(/=+$/, '')}`])(
    'may be spaced and unpadded: %s',
    (text) => {
      expect(parseMasterKeys(text).map((key) => key.id)).toEqual(['k1', 'k2']);
    },
  );
  it.each<[string, string | undefined]>([
    ['no text', undefined],
    ['nothing', ''],
    ['commas alone', ', ,'],
    ['no id', bare(65, 32)],
    ['an empty id', `:${bare(65, 32)}`],
    ['an id with capitals', `K1:${bare(65, 32)}`],
    ['31 bytes', `k1:${bare(65, 31)}`],
    ['33 bytes', `k1:${bare(65, 33)}`],
    ['hex', `k1:${'41'.repeat(32)}`],
    ['no base64', `k1:${'!'.repeat(44)}`],
    ['a broken second key', `${old},k2:QUFB`],
    ['one id twice', `${old},${masterKey('k1', 2)}`],
  ])('are refused: %s, without a word of the key', (_name, text) => {
    let message = '';
    try {
      parseMasterKeys(text);
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toMatch(/^JINJIAN_MASTER_KEYS: /);
    expect(message).not.toMatch(/QUFB|AQEB|AgIC|4141|!!/);
  });
});
