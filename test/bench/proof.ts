/** Owns the time of a proof from a log of 1,000,000 entries against one from 10,000; must not know how proofs are made. */
import { createApi } from '../../demo/api.ts';
import { leafHash } from '../../worker/ledger/merkle.ts';
import { verifyProof } from '../../worker/ledger/tlog-proof.ts';
import { parseVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { alternate } from './alternate.ts';
import { submissionText } from './applicant.ts';
import { type BenchServer, benchServer, publishBenchForm, tenant, twoGrants } from './bench-server.ts';
import { type Figure, median } from './figure.ts';
import { seedEntries } from './seed-entries.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 1.2;
const [many, few] = [1_000_000, 10_000];
/** Proofs of one request where the way to the object is to count for little. */
const atOnce = 50;

/** Random entries, so that caches help as little as they do with receipts; requests alternate between the two logs. */
export async function proofFigure(isQuick: boolean): Promise<Figure> {
  const bundle = await workerBundle('proving-worker/index.js');
  const small = await benchServer(bundle.path);
  const large = await benchServer(bundle.path);
  try {
    await seeded(small, few);
    await seeded(large, many);
    const single = await compared(small, large, 1, isQuick ? 300 : 3000);
    const batch = await compared(small, large, atOnce, isQuick ? 20 : 100);
    return {
      what: 'time of a proof from a log of 1,000,000 entries against one from 10,000',
      budget: `≤ ${budget}×`,
      measured: `${single.ratio.toFixed(2)}×`,
      isWithin: single.ratio <= budget,
      notes: [
        `${single.largeUs.toFixed(0)} µs against ${single.smallUs.toFixed(0)} µs over HTTP, medians of ${single.pairs} alternating requests of one proof of a random entry`,
        `${batch.largeUs.toFixed(0)} µs against ${batch.smallUs.toFixed(0)} µs (${batch.ratio.toFixed(2)}×) each when one request asks for ${atOnce}: 20 levels of tree against 14`,
        'the entries were written into the stopped servers’ databases with a right tree; a proof of each was verified',
      ],
    };
  } finally {
    await Promise.all([small.remove(), large.remove()]);
    bundle.remove();
  }
}

interface Compared {
  ratio: number;
  smallUs: number;
  largeUs: number;
  pairs: number;
}

/** Microseconds a proof, by requests that ask for `count` of them. */
async function compared(
  small: BenchServer,
  large: BenchServer,
  count: number,
  pairs: number,
): Promise<Compared> {
  const took = await alternate(
    pairs,
    () => timeOf(small, few, count),
    () => timeOf(large, many, count),
    Math.ceil(pairs / 20),
  );
  const smallUs = median(took.map(([us]) => us / count));
  const largeUs = median(took.map(([, us]) => us / count));
  return { ratio: largeUs / smallUs, smallUs, largeUs, pairs };
}

async function seeded(server: BenchServer, entries: number): Promise<void> {
  await publishBenchForm(server);
  const submission: unknown = JSON.parse(submissionText(await twoGrants(server)));
  await createApi(server.url, '').ask('POST', `/v1/t/${tenant}/submissions`, submission);
  await server.stop();
  seedEntries(server.dataDir, entries);
  await server.restart();
  await proveOne(server, entries - 1);
}

/** A figure of proofs that do not verify would be worth nothing. */
async function proveOne(server: BenchServer, index: number): Promise<void> {
  const bundle = new Uint8Array(
    await (await get(server, `/log/${tenant}/${entryPath(index)}`)).arrayBuffer(),
  );
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  const key = parseVerifierKey((await (await get(server, `/log/${tenant}/key`)).text()).trim());
  const [proof] = await proofsOf(server, [index]);
  const entry = entries[index % 256];
  if (key === null || proof === undefined || entry === undefined) throw new Error('no proof to verify');
  const verified = await verifyProof(proof, leafHash(entry), [key]);
  if ('fault' in verified) throw new Error(`the proof does not verify: ${verified.fault}`);
}

function entryPath(index: number): string {
  const bundle = Math.floor(index / 256);
  const [thousands, rest] = [Math.floor(bundle / 1000), String(bundle % 1000).padStart(3, '0')];
  const path = thousands === 0 ? rest : `x${String(thousands).padStart(3, '0')}/${rest}`;
  return `tile/entries/${path}.p/${(index % 256) + 1}`;
}

async function get(server: BenchServer, path: string): Promise<Response> {
  const response = await fetch(`${server.url}${path}`);
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function proofsOf(server: BenchServer, indexes: readonly number[]): Promise<string[]> {
  const answer: unknown = await (
    await get(server, `/bench/proofs?tenant=${tenant}&indexes=${indexes.join(',')}`)
  ).json();
  const proofs: unknown = Reflect.get(Object(answer), 'proofs');
  return Array.isArray(proofs) ? proofs.map(String) : [];
}

/** Microseconds of one request. */
async function timeOf(server: BenchServer, entries: number, count: number): Promise<number> {
  const indexes = Array.from({ length: count }, () => Math.floor(Math.random() * entries));
  const startMs = performance.now();
  const proofs = await proofsOf(server, indexes);
  const tookMs = performance.now() - startMs;
  if (proofs.length !== count) throw new Error('proofs are missing');
  return tookMs * 1000;
}
