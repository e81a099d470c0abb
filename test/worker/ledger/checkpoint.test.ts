/** Owns the check of checkpoints, offline proofs and rollover notes, sigstore's verifier beside ours; must not know the storage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toBase64 } from '../../../worker/encoding/bytes.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from '../../../worker/ledger/checkpoint.ts';
import { inclusionPath } from '../../../worker/ledger/inclusion.ts';
import { leafHash } from '../../../worker/ledger/merkle.ts';
import { formatRollover, openRollover } from '../../../worker/ledger/rollover-note.ts';
import { formatProof, parseProof, verifyProof } from '../../../worker/ledger/tlog-proof.ts';
import { formatVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { grownTree, sampleLeaves } from './grown-tree.ts';
import { type Signer, signedBy, signerOf } from './signing.ts';
import { sigstoreLog } from './sigstore.ts';

const origin = 'forms.example.cn/log/huikai';
const log = signerOf(origin, new Uint8Array(32).fill(1));
const next = signerOf(origin, new Uint8Array(32).fill(2));
const other = signerOf('other.example/log', new Uint8Array(32).fill(3));
const tree = grownTree(sampleLeaves(40));

const checkpointOf = (size: number, signers: readonly Signer[] = [log]) =>
  signedBy(formatCheckpoint({ origin, size, root: tree.root(size) }), signers);

const proofOf = (index: number, size: number) =>
  formatProof({ index, path: inclusionPath(index, size, tree.read), checkpoint: checkpointOf(size) });

describe('a checkpoint', () => {
  it('has the three lines of C2SP’s example', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const read = parseCheckpoint(text);
    expect(read).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
    if (read !== null) expect(formatCheckpoint(read)).toBe(text);
  });
  it('of the empty log has the root of nothing, and no other', () => {
    const text = formatCheckpoint({ origin, size: 0, root: tree.root(0) });
    expect(text).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
    expect(parseCheckpoint(text)).not.toBeNull();
    expect(parseCheckpoint(formatCheckpoint({ origin, size: 0, root: tree.root(1) }))).toBeNull();
  });
  it('opens with the log’s key, whoever else signed', async () => {
    const opened = await openCheckpoint(checkpointOf(7, [other, next, log]), [log.key]);
    expect(opened).toMatchObject({ origin, size: 7, root: tree.root(7), key: log.key });
  });
  it.each([
    ['no size', `${origin}\n\n`],
    ['a size with a zero before it', `${origin}\n07\n${toBase64(tree.root(7))}\n`],
    ['a negative size', `${origin}\n-7\n${toBase64(tree.root(7))}\n`],
    ['a size that no number holds', `${origin}\n9999999999999999\n${toBase64(tree.root(7))}\n`],
    ['a short root', `${origin}\n7\n${toBase64(tree.root(7).subarray(1))}\n`],
    ['a root in base64url', `${origin}\n7\n${'-'.repeat(43)}=\n`],
    ['no origin', `\n7\n${toBase64(tree.root(7))}\n`],
  ])('is none: %s', async (_name, text) => {
    expect(parseCheckpoint(text)).toBeNull();
    expect(await openCheckpoint(signedBy(text, [log]), [log.key])).toEqual({ fault: 'malformed_checkpoint' });
  });
  it('of another log is refused, though a trusted key signed it', async () => {
    const text = formatCheckpoint({ origin, size: 7, root: tree.root(7) });
    expect(await openCheckpoint(signedBy(text, [other]), [other.key])).toEqual({ fault: 'foreign_origin' });
  });
});

describe('an offline proof', () => {
  it('is read as it was written, with what C2SP’s format allows', () => {
    const proof = { index: 0, path: [], checkpoint: checkpointOf(1) };
    expect(formatProof(proof)).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpointOf(1)}`);
    expect(parseProof(formatProof(proof))).toEqual(proof);
    const more = { index: 2, path: inclusionPath(2, 5, tree.read), checkpoint: checkpointOf(5) };
    expect(parseProof(formatProof(more))).toEqual(more);
    const extra = { ...more, extra: fromHex('00ff') };
    expect(formatProof(extra).split('\n')[1]).toBe('extra AP8=');
    expect(parseProof(formatProof(extra))).toEqual(extra);
  });
  it('of every leaf verifies, and by sigstore’s verifier too', async () => {
    const theirs = sigstoreLog(formatVerifierKey(log.key));
    for (const size of [1, 2, 3, 7, 8, 33, 40]) {
      for (let index = 0; index < size; index++) {
        const leaf = tree.leaves[index] ?? new Uint8Array();
        const text = proofOf(index, size);
        expect(await verifyProof(text, leafHash(leaf), [log.key])).toMatchObject({
          index,
          checkpoint: { size },
        });
        const { path, checkpoint } = parseProof(text) ?? { path: [], checkpoint: '' };
        const hashes = path.map((hash) => toBase64(hash));
        expect(theirs.open(checkpoint)).toMatchObject({ origin, logSize: BigInt(size) });
        expect(() => theirs.include(leaf, index, hashes, checkpoint)).not.toThrow();
        expect(() => theirs.include(Buffer.from('forged'), index, hashes, checkpoint)).toThrow();
      }
    }
  });
  it('shows no other leaf', async () => {
    expect(await verifyProof(proofOf(3, 9), leafHash('forged'), [log.key])).toEqual({
      fault: 'not_included',
    });
  });
  it('verifies under no changed sign', async () => {
    const text = proofOf(5, 13);
    const leaf = leafHash(tree.leaves[5] ?? '');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom('\n', ' ', 'A', '0', '—', '=', ''),
        async (at, sign) => {
          const changed = text.slice(0, at) + sign + text.slice(at + 1);
          if (changed !== text) expect(await verifyProof(changed, leaf, [log.key])).toHaveProperty('fault');
        },
      ),
      { numRuns: 500 },
    );
  });
  it.each([
    ['nothing', ''],
    ['another version', proofOf(1, 3).replace('@v1', '@v2')],
    ['no index', proofOf(1, 3).replace(/index \d+\n/, '')],
    ['an index with a zero before it', proofOf(1, 3).replace('index 1', 'index 01')],
    ['a short hash', proofOf(1, 3).replace(/\n[A-Za-z0-9+/]{43}=\n/, '\nAAAA\n')],
    ['no blank line', proofOf(1, 3).replaceAll('\n\n', '\n')],
    [
      'a path longer than any tree',
      proofOf(0, 1).replace('index 0\n', `index 0\n${`${toBase64(tree.root(1))}\n`.repeat(54)}`),
    ],
  ])('is none: %s', async (_name, text) => {
    expect(parseProof(text)).toBeNull();
    expect(await verifyProof(text, leafHash(''), [log.key])).toEqual({ fault: 'malformed_proof' });
  });
});

describe('a rollover note', () => {
  const text = formatRollover(log.key, next.key);
  it('names the next key, which signs it too', async () => {
    expect(await openRollover(signedBy(text, [log, next]), log.key)).toEqual(next.key);
  });
  it.each([
    ['the new key did not sign', signedBy(text, [log]), 'no_known_signature'],
    ['the old key did not sign', signedBy(text, [next]), 'no_known_signature'],
    [
      'another key signed in the old one’s name',
      signedBy(text, [{ ...other, key: log.key }, next]),
      'bad_signature',
    ],
    [
      'it speaks of another old key',
      signedBy(formatRollover(other.key, next.key), [log, next]),
      'malformed_rollover',
    ],
    ['it is a checkpoint', checkpointOf(7, [log, next]), 'malformed_rollover'],
    ['it names no key', signedBy(text.replace(/new .+/, 'new nothing'), [log, next]), 'malformed_rollover'],
  ])('is refused: %s', async (_name, note, fault) => {
    expect(await openRollover(note, log.key)).toEqual({ fault });
  });
  it('is never taken for a checkpoint', () => {
    expect(parseCheckpoint(text)).toBeNull();
  });
});
