/** Owns a second verifier, written from the vectors' README with node:crypto alone; must not import anything of ours. */
import { createHash, createPublicKey, verify } from 'node:crypto';

class Rejected extends Error {}

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Rejected(what);
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const sha256 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** RFC 8785, for the values that evidence files have. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`).join(',')}}`;
}

function at(value: Json | undefined, ...path: (string | number)[]): Json {
  let found: Json | undefined = value;
  for (const name of path) {
    must(typeof found === 'object' && found !== null, `nothing at ${path.join('.')}`);
    found = Array.isArray(found) ? found[Number(name)] : found[name];
  }
  must(found !== undefined, `nothing at ${path.join('.')}`);
  return found;
}

function textAt(value: Json | undefined, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  must(typeof found === 'string', `no text at ${path.join('.')}`);
  return found;
}

function listAt(value: Json | undefined, ...path: (string | number)[]): Json[] {
  const found = at(value, ...path);
  must(Array.isArray(found), `no list at ${path.join('.')}`);
  return found;
}

function isDigested(published: Json): boolean {
  must(typeof published === 'object' && published !== null && !Array.isArray(published), 'published');
  const { digest, ...rest } = published;
  return digest === `sha256:${sha256(canonical(rest)).toString('hex')}`;
}

function bytesOf(text: string, encoding: 'base64' | 'base64url', length: number): Buffer {
  const bytes = Buffer.from(text, encoding);
  must(bytes.toString(encoding) === text && bytes.length === length, 'encoding');
  return bytes;
}

/** RFC 9162 §2.1.3.2 by recursion from the root: how many leaves lie left of the split. */
function rootOf(index: number, size: number, leaf: Buffer, path: Buffer[]): Buffer {
  if (size === 1) {
    must(path.length === 0, 'proof too long');
    return leaf;
  }
  const sibling = path.at(-1);
  must(sibling !== undefined, 'proof too short');
  let split = 1;
  while (split * 2 < size) split *= 2;
  const rest = path.slice(0, -1);
  return index < split
    ? sha256(Buffer.of(1), rootOf(index, split, leaf, rest), sibling)
    : sha256(Buffer.of(1), sibling, rootOf(index - split, size - split, leaf, rest));
}

interface Key {
  line: string;
  name: string;
  id: Buffer;
  raw: Buffer;
}

function keyOf(line: string): Key {
  const [, name = '', id = '', text = ''] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/.exec(line) ?? [];
  const typed = bytesOf(text, 'base64', 33);
  must(typed[0] === 1, 'key type');
  must(sha256(`${name}\n`, typed).subarray(0, 4).toString('hex') === id, 'key id');
  return { line, name, id: Buffer.from(id, 'hex'), raw: typed.subarray(1) };
}

/** Whether a key's name and id are on a signature line. */
function isOn(note: string, { name, id }: Key): boolean {
  const lines = note.slice(note.lastIndexOf('\n\n')).split('\n');
  return lines.some((line) => {
    const [, signer, text = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    return signer === name && Buffer.from(text, 'base64').subarray(0, 4).equals(id);
  });
}

/** The text of a note that all these keys signed. */
function opened(note: string, keys: Key[]): string {
  const split = note.lastIndexOf('\n\n');
  must(split >= 0 && note.endsWith('\n'), 'note');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  for (const { name, id, raw } of keys) {
    const signatures = lines.map((line) => /^— (\S+) (\S+)$/.exec(line) ?? must(false, 'signature line'));
    const own = signatures.find(
      (one) =>
        one?.[1] === name &&
        Buffer.from(one[2] ?? '', 'base64')
          .subarray(0, 4)
          .equals(id),
    );
    const signature = bytesOf(own?.[2] ?? '', 'base64', 68).subarray(4);
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
      format: 'jwk',
    });
    must(verify(null, Buffer.from(text), key, signature), 'signature');
  }
  return text;
}

/** True for a file that holds under the key which the verifier brings. */
export function isProven(content: string, trusted: string, verifiedAt: string): boolean {
  try {
    verifyFile(JSON.parse(content), trusted, Date.parse(verifiedAt));
    return true;
  } catch (error) {
    if (error instanceof Rejected || error instanceof SyntaxError) return false;
    throw error;
  }
}

function verifyFile(file: Json, trusted: string, nowMs: number): void {
  must(at(file, 'type') === 'jinjian-evidence' && at(file, 'v') === 1, 'type');
  must(isDigested(at(file, 'form')), 'form');
  const notices = listAt(file, 'notices');
  must(notices.every(isDigested), 'notices');
  const names = notices.map((notice) => canonical([at(notice, 'id'), at(notice, 'version')]));
  must(new Set(names).size === names.length, 'twice');

  const signer = keyOf(textAt(file, 'log', 'key'));
  const chain = [...listAt(file, 'log', 'rollovers').map((note) => rolled(String(note))), signer.line];
  for (const [place, link] of chain.entries()) {
    if (typeof link === 'string') continue;
    const next = chain[place + 1];
    must(link.next === (typeof next === 'object' ? next.old : next), 'rollover');
  }
  const lines = chain.map((link) => (typeof link === 'string' ? link : link.old));
  const note = textAt(file, 'log', 'checkpoint');
  const mustSign = lines.includes(trusted) ? [] : [keyOf(trusted)];
  const text = opened(note, [signer, ...mustSign, ...lines.map(keyOf).filter((key) => isOn(note, key))]);
  const [origin = '', size = '', root = ''] = text.split('\n');
  must(origin === signer.name && origin.endsWith(`/log/${textAt(file, 'tenant', 'id')}`), 'origin');
  const decisions = listAt(file, 'decisions');
  must(decisions.length > 0, 'nothing');
  const erased = decisions.every((decision) => at(decision, 'record') === null);
  must(at(file, 'lead', 'erased') === erased, 'erased');
  let [lastIndex, lastMs] = [-1, Number.NEGATIVE_INFINITY];
  const writtenMs = Date.parse(textAt(file, 'generatedAt'));
  must(writtenMs <= nowMs + 86_400_000, 'future');
  for (const decision of decisions) {
    const index = Number(at(decision, 'index'));
    must(index > lastIndex && index < Number(size), 'index');
    lastIndex = index;
    const path = listAt(decision, 'proof').map((hash) => bytesOf(String(hash), 'base64', 32));
    const leaf = textAt(decision, 'leaf');
    const hash = sha256(Buffer.of(0), leaf);
    must(rootOf(index, Number(size), hash, path).toString('base64') === root, 'root');
    const said: Json = JSON.parse(leaf);
    must(canonical(said) === leaf && at(said, 'type') === 'grant' && at(said, 'v') === 1, 'leaf');
    const named = canonical(at(said, 'notice'));
    must(
      notices.some((notice) => canonical(pinOf(notice)) === named),
      'notice',
    );
    const ms = Date.parse(textAt(said, 'at'));
    must(ms >= lastMs - 300_000 && ms <= writtenMs + 300_000, 'time');
    lastMs = Math.max(lastMs, ms);
    verifyRecord(file, decision, said);
  }
  must(at(JSON.parse(textAt(decisions[0], 'leaf')), 'at') === at(file, 'lead', 'createdAt'), 'created');
}

function pinOf(published: Json): Json {
  return { id: at(published, 'id'), version: at(published, 'version'), digest: at(published, 'digest') };
}

function verifyRecord(file: Json, decision: Json, leaf: Json): void {
  const record = at(decision, 'record');
  if (record === null) {
    must(at(decision, 'salt') === null, 'salt');
    return;
  }
  const salt = bytesOf(textAt(decision, 'salt'), 'base64url', 32);
  must(sha256(salt, canonical(record)).toString('base64url') === at(leaf, 'record'), 'commitment');
  for (const name of ['decision', 'at', 'notice']) {
    must(canonical(at(record, name)) === canonical(at(leaf, name)), name);
  }
  must(canonical(at(record, 'form')) === canonical(pinOf(at(file, 'form'))), 'form of record');
  must(at(record, 'tenant') === at(file, 'tenant', 'id'), 'tenant of record');
  const { v, lead, submission, channel }: Record<string, Json> = Object(record);
  must(v === 1 || v === 2, 'version of record');
  const first = listAt(file, 'decisions').map((one) => Object(at(one, 'record')).submission);
  if (v === 2 || lead !== undefined) must(lead === at(file, 'lead', 'id'), 'lead');
  else must(submission === first.find((one) => one !== undefined), 'submission');
  const pins = listAt(file, 'form', 'consents').map((pin) =>
    canonical({ id: at(pin, 'notice'), version: at(pin, 'version'), digest: at(pin, 'digest') }),
  );
  must(channel !== 'form' || pins.includes(canonical(at(record, 'notice'))), 'not asked');
}

function rolled(note: string): { old: string; next: string } {
  const [, old = '', next = ''] =
    /^jinjian\.log\/key-rollover@v1\nold (\S+)\nnew (\S+)\n\n/.exec(note) ?? must(false, 'rollover') ?? [];
  opened(note, [keyOf(old), keyOf(next)]);
  return { old, next };
}
