/** Owns a log made of leaves and keys in memory, honest until a test makes it otherwise; must not check anything. */
import { createServer } from 'node:http';
import { type LogSource, NotServed } from '../../../bin/monitor/log-source.ts';
import { concatBytes, utf8 } from '../../../worker/encoding/bytes.ts';
import { formatCheckpoint } from '../../../worker/ledger/checkpoint.ts';
import { formatRollover } from '../../../worker/ledger/rollover-note.ts';
import { formatBundle, parseTilePath, widthIn } from '../../../worker/ledger/tile.ts';
import { formatVerifierKey } from '../../../worker/ledger/verifier-key.ts';
import { type GrownTree, grownTree } from '../../worker/ledger/grown-tree.ts';
import { type Signer, signedBy, signerOf } from '../../worker/ledger/signing.ts';

export const origin = 'forms.example.cn/log/huikai';
const logSigner = (byte: number) => signerOf(origin, new Uint8Array(32).fill(byte));
export const first = logSigner(1);
export const second = logSigner(2);
export const third = logSigner(3);

export interface FakeLog {
  leaves: Uint8Array[];
  /** The active one first. */
  signers: Signer[];
  /** Rollover notes by the old key's id. */
  rollovers: Map<string, string>;
  /** What is served instead, by path: other bytes, or a status. */
  instead: Map<string, Uint8Array | string | number>;
  /** Every path that was asked for. */
  asked: string[];
  source: LogSource;
  note(): string;
}

export function leavesTo(count: number, mark = ''): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => concatBytes(utf8.encode(`{"entry":${at}${mark}}`)));
}

export function fakeLog(count: number): FakeLog {
  const log: FakeLog = {
    leaves: leavesTo(count),
    signers: [first],
    rollovers: new Map(),
    instead: new Map(),
    asked: [],
    note() {
      const root = treeOf(log).root(log.leaves.length);
      const [active] = log.signers;
      const name = active?.key.name ?? origin;
      return signedBy(formatCheckpoint({ origin: name, size: log.leaves.length, root }), log.signers);
    },
    async source(path) {
      log.asked.push(path);
      const instead = log.instead.get(path);
      if (typeof instead === 'number') throw new NotServed(path, instead, null);
      if (instead !== undefined)
        return typeof instead === 'string' ? concatBytes(utf8.encode(instead)) : instead;
      const found = resource(log, path);
      if (found === null) throw new NotServed(path, 404, 'not_found');
      return typeof found === 'string' ? concatBytes(utf8.encode(found)) : found;
    },
  };
  return log;
}

export function rollOver(log: FakeLog, old: Signer, next: Signer): void {
  log.rollovers.set(old.key.id, signedBy(formatRollover(old.key, next.key), [old, next]));
}

const trees = new WeakMap<readonly Uint8Array[], { size: number; tree: GrownTree }>();

/** Growing it costs time, and it is asked for with every tile. */
function treeOf({ leaves }: FakeLog): GrownTree {
  const kept = trees.get(leaves);
  if (kept?.size === leaves.length) return kept.tree;
  const tree = grownTree(leaves);
  trees.set(leaves, { size: leaves.length, tree });
  return tree;
}

function resource(log: FakeLog, path: string): Uint8Array | string | null {
  if (path === 'checkpoint') return log.note();
  if (path === 'key') return `${log.signers.map((signer) => formatVerifierKey(signer.key)).join('\n')}\n`;
  if (path.startsWith('rollover/')) return log.rollovers.get(path.slice('rollover/'.length)) ?? null;
  const tile = parseTilePath(path);
  if (tile === null || widthIn(tile, log.leaves.length) < tile.width) return null;
  const from = tile.index * 256;
  if (tile.level === 'entries') return formatBundle(log.leaves.slice(from, from + tile.width));
  const { level } = tile;
  const { read } = treeOf(log);
  return concatBytes(...Array.from({ length: tile.width }, (_, at) => read(level * 8, from + at)));
}

/** The log over HTTP, under `/log/huikai`. */
export async function servedLog(log: FakeLog): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/log/huikai/', '');
    log
      .source(path, 0)
      .then((body) => response.end(body))
      .catch((error: unknown) => {
        response.statusCode = error instanceof NotServed ? error.status : 500;
        response.end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/log/huikai`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
