/** Owns the proof that verifiers by others accept the published log of a real server, and no forged one; must not use the Worker's own. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RFC9162 } from '@transmute/rfc9162';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { type SigstoreLog, sigstoreLog } from '../worker/ledger/sigstore.ts';
import { freePort } from './receiving-crm.ts';
import { type Client, readyTenant } from './tenant-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'jinjian-log-'));
const leads = 150;
let server: RunningServer;
let url: string;
let key: string;
/** Checkpoints as they were when the log held some, and all, of its entries. */
let older: string;
let note: string;

const get = async (path: string) => {
  const response = await fetch(`${url}/${path}`);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

async function submitMany(client: Client, count: number): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => client.submit()));
  return answers.map((answer) => String(answer.body.lead));
}

beforeAll(async () => {
  const start = async () =>
    startServer({
      dataDir: join(folder, 'data'),
      port: await freePort(),
      targets: 'any',
      publicUrl: 'https://forms.example.cn',
    });
  server = await start();
  url = `${server.url}/log/acme`;
  const client = await readyTenant(server.url, server.adminToken);
  const [erased] = await submitMany(client, 45);
  older = (await get('checkpoint')).toString();
  await submitMany(client, leads - 45);
  await client.call('DELETE', `/v1/leads/${erased}`);
  // What was signed holds over a crash.
  process.kill(server.workerdPid, 'SIGKILL');
  await server.ended;
  server = await start();
  url = `${server.url}/log/acme`;
  key = (await get('key')).toString().trim();
  note = (await get('checkpoint')).toString();
}, 60_000);

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The entries of a bundle: each after its length, two bytes big-endian (C2SP tlog-tiles). */
function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
  }
  return entries;
}

describe('@sigstore/verify and @transmute/rfc9162', () => {
  let theirs: SigstoreLog;
  let entries: Buffer[];
  let root: Buffer;

  beforeAll(async () => {
    theirs = sigstoreLog(key);
    entries = [
      ...entriesOf(await get('tile/entries/000')),
      ...entriesOf(await get(`tile/entries/001.p/${leads * 2 - 256}`)),
    ];
    root = theirs.open(note).logHash;
  });

  test('open the checkpoint, and no changed one', () => {
    expect(theirs.open(note)).toMatchObject({
      origin: 'forms.example.cn/log/acme',
      logSize: BigInt(leads * 2),
    });
    expect(() => theirs.open(note.replace('\n300\n', '\n301\n'))).toThrow('invalid checkpoint signature');
  });

  test('compute the signed root from the published entries, and another one from forged entries', async () => {
    expect(entries).toHaveLength(leads * 2);
    expect(Buffer.from(await RFC9162.treeHead(entries))).toEqual(root);
    const forged = entries.map((entry, at) =>
      at === 170 ? Buffer.from(entry.toString().replace('granted', 'refused')) : entry,
    );
    expect(forged[170]).not.toEqual(entries[170]);
    expect(Buffer.from(await RFC9162.treeHead(forged))).not.toEqual(root);
  });

  test('compute every hash of every tile from the entries', async () => {
    const leaves = await Promise.all(entries.map((entry) => RFC9162.leaf(entry)));
    expect(await get('tile/0/000')).toEqual(Buffer.concat(leaves.slice(0, 256)));
    expect(await get('tile/0/001.p/44')).toEqual(Buffer.concat(leaves.slice(256)));
    expect(await get('tile/1/000.p/1')).toEqual(Buffer.from(await RFC9162.treeHead(entries.slice(0, 256))));
  });

  test('include each entry in the checkpoint, and no forged one', async () => {
    for (let index = 0; index < entries.length; index += 13) {
      const entry = entries[index] ?? Buffer.alloc(0);
      const path = (await RFC9162.PATH(index, entries)).map((hash) => Buffer.from(hash).toString('base64'));
      expect(() => theirs.include(entry, index, path, note)).not.toThrow();
      const forged = Buffer.from(entry);
      forged[index % forged.length] = (forged[index % forged.length] ?? 0) ^ 1;
      expect(() => theirs.include(forged, index, path, note)).toThrow('calculated root hash');
      expect(() => theirs.include(entry, index + 1, path, note)).toThrow();
    }
  });

  test('find that the log of before the crash is the beginning of today’s', async () => {
    const before = theirs.open(older);
    expect(before.logSize).toBe(90n);
    const path = await RFC9162.PROOF(90, entries);
    const claim = { log_id: '', tree_size_1: 90, tree_size_2: leads * 2, consistency_path: path };
    expect(await RFC9162.verifyConsistencyProof(before.logHash, root, claim)).toBe(true);
    expect(await RFC9162.verifyConsistencyProof(root, before.logHash, claim)).toBe(false);
  });
});

/** Debian's `golang-golang-x-mod-dev`: no network is needed. */
const goPath = '/usr/share/gocode';
const hasGo = existsSync(join(goPath, 'src/golang.org/x/mod/sumdb')) && canRun('go', ['version']);

function canRun(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasGo)('golang.org/x/mod/sumdb, by note and tlog', () => {
  // Not synchronous: the server tells this process what it is asked, and waits once nobody listens.
  const walk = async (...args: string[]) => (await promisify(execFile)(join(folder, 'walk'), args)).stdout;

  beforeAll(() => {
    const source = join(import.meta.dirname, 'go-log-walk/walk.go');
    const env = {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: goPath,
      GOCACHE: join(folder, 'go'),
      GOFLAGS: '',
    };
    execFileSync('go', ['build', '-o', join(folder, 'walk'), source], { env, stdio: 'pipe' });
  }, 180_000);

  test('walks checkpoint, tiles and entries, includes each, rejects each forged, and finds the log grown', async () => {
    writeFileSync(join(folder, 'older'), older);
    expect(await walk(url, key, join(folder, 'older'))).toBe(
      `${leads * 2} entries included, as many forged ones rejected\ngrown from 90\n`,
    );
  });

  test('believes no other key', async () => {
    const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    await expect(walk(url, other)).rejects.toThrow(/no verifiable signatures/);
  });

  test('rejects an older checkpoint that was forged', async () => {
    const forged = older.replace('\n90\n', '\n91\n');
    writeFileSync(join(folder, 'forged'), forged);
    await expect(walk(url, key, join(folder, 'forged'))).rejects.toThrow(/invalid signature/);
  });
});
