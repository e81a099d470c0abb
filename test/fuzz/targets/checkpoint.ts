/** Owns what a log signs, as others may serve it: checkpoints, rollover notes, proofs, key lines; signed anew by half. */
import { openCheckpoint } from '../../../worker/ledger/checkpoint.ts';
import { leafHash } from '../../../worker/ledger/merkle.ts';
import { openRollover } from '../../../worker/ledger/rollover-note.ts';
import { formatNote, parseNote } from '../../../worker/ledger/signed-note.ts';
import { parseProof, verifyProof } from '../../../worker/ledger/tlog-proof.ts';
import { formatVerifierKey, parseVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { keys, origin } from '../../worker/ledger/evidence/fixed-log.ts';
import { type Bytes, joinedBytes } from '../mutate-bytes.ts';
import { type Outcome, promise, type Target } from '../target.ts';

const known = [keys.first.key, keys.second.key];
const decoder = new TextDecoder();

async function run(input: Bytes): Promise<Outcome> {
  const text = decoder.decode(input);
  const key = parseVerifierKey(text);
  promise(key === null || formatVerifierKey(key) === text, 'a key line has two spellings');
  const note = parseNote(text);
  promise(note === null || note.signatures.length <= 100, 'a note has more signatures than one may have');
  const proof = parseProof(text);
  const [checkpoint, rollover, proven] = [
    await openCheckpoint(text, known),
    await openRollover(text, keys.first.key),
    await verifyProof(text, leafHash('leaf'), known),
  ];
  const told = [
    key === null ? 'no key' : 'key',
    note === null ? 'no note' : 'note',
    proof === null ? 'no proof' : 'proof',
    'fault' in checkpoint ? checkpoint.fault : `checkpoint of ${checkpoint.size === 0 ? 'none' : 'some'}`,
    'fault' in rollover ? rollover.fault : 'rollover',
    'fault' in proven ? proven.fault : 'proven',
  ];
  const isRefused = key === null && [checkpoint, rollover, proven].every((one) => 'fault' in one);
  return { tag: told.join(', '), isRefused, output: told.join() };
}

/** Signed by the keys that are trusted, whatever the note says. */
function signedAnew(input: Bytes): Bytes {
  const text = decoder.decode(input);
  const isProof = text.startsWith('c2sp.org/tlog-proof');
  const from = isProof ? text.indexOf('\n\n') + 2 : 0;
  const to = text.lastIndexOf('\n\n');
  if (to < from) return input;
  const said = `${text.slice(from, to)}\n`;
  try {
    const note = formatNote(said, [keys.first.sign(said), keys.second.sign(said)]);
    return joinedBytes([Buffer.from(text.slice(0, from) + note, 'utf8')]);
  } catch {
    // No note can hold that text.
    return input;
  }
}

export function open(): Target {
  return {
    name: 'checkpoint',
    format: 'text',
    words: ['\n', '\n\n', '— ', origin, 'old ', 'new ', 'index ', 'extra ', '+', '=', '9007199254740993'],
    mostBytes: 256 * 1024,
    mostOutput: () => 1000,
    run,
    repair: signedAnew,
  };
}
