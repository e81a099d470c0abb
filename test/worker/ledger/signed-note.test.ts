/** Owns the check of notes and keys against Go's published ones, sigstore's verifier and corruption; must not know logs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNote, parseNote } from '../../../worker/ledger/signed-note.ts';
import { formatVerifierKey, parseVerifierKey, verifierKey } from '../../../worker/ledger/verifier-key.ts';
import { goKey, goOtherKey, goOtherSignature, goSeed, goSignature, goText } from './go-note.ts';
import { signedBy, signerOf } from './signing.ts';

function keyOf(line: string) {
  const key = parseVerifierKey(line);
  if (key === null) throw new Error(`not a key: ${line}`);
  return key;
}

const peter = keyOf(goKey);
const enoch = keyOf(goOtherKey);
const note = `${goText}\n${goSignature}`;
const both = `${goText}\n${goSignature}${goOtherSignature}`;
const stranger = signerOf('stranger.example/log', new Uint8Array(32).fill(3));

describe('a verifier key', () => {
  it('is read and written as Go does', () => {
    expect(peter).toMatchObject({ name: 'PeterNeumann', id: 'c74f20a3' });
    expect(formatVerifierKey(peter)).toBe(goKey);
    expect(formatVerifierKey(enoch)).toBe(goOtherKey);
  });
  it('is refused when any part is cut off or any sign changed, as in Go’s TestNewVerifier', () => {
    for (let from = 0; from <= goKey.length; from++) {
      for (let to = from + 1; to <= goKey.length; to++) {
        if (from !== 0 || to !== goKey.length) expect(parseVerifierKey(goKey.slice(from, to))).toBeNull();
      }
    }
    for (let at = 0; at < goKey.length; at++) {
      const next = String.fromCharCode(goKey.charCodeAt(at) + 1);
      expect(parseVerifierKey(goKey.slice(0, at) + next + goKey.slice(at + 1))).toBeNull();
    }
  });
  it.each([
    ['a key that is too long', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['another type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['nothing', ''],
    ['a second line', `${goKey}\n`],
    ['an ideographic space in the name', goKey.replace('Peter', 'Peter\u3000')],
  ])('is refused: %s', (_name, line) => {
    expect(parseVerifierKey(line)).toBeNull();
  });
  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\u0007b'])('can’t be named %j', (name) => {
    expect(() => verifierKey(name, peter.publicKey)).toThrow(RangeError);
  });
});

describe('a note', () => {
  it('that Go publishes opens, and comes out the same when signed with the published seed', async () => {
    expect(await openNote(note, [peter])).toEqual({ text: goText, signedBy: [peter] });
    const signer = signerOf('PeterNeumann', goSeed);
    expect(formatVerifierKey(signer.key)).toBe(goKey);
    expect(signedBy(goText, [signer])).toBe(note);
  });
  it('of two signers opens with either or both', async () => {
    expect(await openNote(both, [peter])).toEqual({ text: goText, signedBy: [peter] });
    expect(await openNote(both, [enoch])).toEqual({ text: goText, signedBy: [enoch] });
    expect(await openNote(both, [enoch, peter])).toEqual({ text: goText, signedBy: [peter, enoch] });
  });
  it('without a known signature stays shut', async () => {
    expect(await openNote(note, [enoch])).toEqual({ fault: 'no_known_signature' });
    expect(await openNote(note, [])).toEqual({ fault: 'no_known_signature' });
    // The same name or the same id is not the same key.
    expect(await openNote(note, [{ ...peter, id: '00000000' }])).toEqual({ fault: 'no_known_signature' });
    expect(await openNote(note, [{ ...peter, name: 'Peter' }])).toEqual({ fault: 'no_known_signature' });
  });
  it('is condemned by one bad signature of a known key, and only of a known one', async () => {
    const forged = both.replace('rwz+eBzmZa0', 'rwz+eBzmZa1');
    expect(await openNote(forged, [peter, enoch])).toEqual({ fault: 'bad_signature' });
    expect(await openNote(forged, [peter])).toMatchObject({ signedBy: [peter] });
  });
  it('that someone else signed under the same name and id is not opened', async () => {
    const text = goText.replace('cryptography', 'blockchain');
    const forged = signedBy(text, [{ ...stranger, key: peter }]);
    expect(await openNote(forged, [peter])).toEqual({ fault: 'bad_signature' });
  });
  it('opens under no changed sign, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(note.length - 1),
        fc.constantFrom('\n', ' ', 'A', '—', '\u0000', '+', ''),
        async (at, sign) => {
          const changed = note.slice(0, at) + sign + note.slice(at + 1);
          if (changed !== note) expect(await openNote(changed, [peter])).toHaveProperty('fault');
        },
      ),
      { numRuns: 500 },
    );
  });
  it.each([
    ['nothing', ''],
    ['no signature', `${goText}\n`],
    ['no blank line', goText + goSignature],
    ['no last newline', note.slice(0, -1)],
    ['something after the signatures', `${note}more\n`],
    ['a carriage return', note.replace('\n', '\r\n')],
    ['a hyphen for the dash', note.replace('— ', '- ')],
    ['a signature of four bytes', `${goText}\n— PeterNeumann x08gow==\n`],
    ['base64 with loose ends', note.replace('JnAM=', 'JnAN=')],
    ['half of a surrogate pair', note.replace('think', '\ud83d')],
    ['a hundred and one signatures', `${goText}\n${goSignature.repeat(101)}`],
    ['a megabyte', `${'a'.repeat(1_000_000)}\n\n${goSignature}`],
  ])('is none: %s', async (_name, text) => {
    expect(parseNote(text)).toBeNull();
    expect(await openNote(text, [peter])).toEqual({ fault: 'malformed_note' });
  });
  it('may hold empty lines: the last one parts the signatures', async () => {
    const text = 'one\n\nthree\n';
    expect(await openNote(signedBy(text, [stranger]), [stranger.key])).toMatchObject({ text });
  });
});
