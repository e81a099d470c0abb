/** Owns the intake rate against a bare object that parses, seals and inserts the same rows; must not know the Worker's parts. */
import {
  addDestination,
  type BenchServer,
  benchServer,
  publishBenchForm,
  twoGrants,
} from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { type Load, type Measured, rateOf, startLoad } from './load.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 0.7;

interface Round {
  jinjian: Measured;
  bare: Measured;
}

/**
 * Deliveries are stored but held by the receiver meanwhile, so that both sides do the work of taking in; the rate
 * while every lead is also delivered stands in the notes.
 */
export async function intakeFigure(isQuick: boolean): Promise<Figure> {
  const bundle = await workerBundle('bare-object/index.js');
  const bare = await benchServer(bundle.path);
  const jinjian = await benchServer();
  const receiver = await startReceiver();
  const load = startLoad();
  try {
    const api = await publishBenchForm(jinjian);
    await addDestination(api, receiver.url);
    const grants = await twoGrants(jinjian);
    const rounds = await compare(load, jinjian, bare, grants, receiver, isQuick ? [3, 800] : [7, 3000]);
    const delivering = await load.burst(jinjian, grants, isQuick ? 400 : 1500);
    await Promise.all([jinjian.stop(), bare.stop()]);
    return figureOf(rounds, delivering, storedRows(jinjian.dataDir), storedRows(bare.dataDir));
  } finally {
    await load.end();
    receiver.release();
    await Promise.all([jinjian.remove(), bare.remove()]);
    await receiver.close();
    bundle.remove();
  }
}

/** Alternating bursts, the order changing each time, after a warm-up of both. */
async function compare(
  load: Load,
  jinjian: BenchServer,
  bare: BenchServer,
  grants: unknown,
  receiver: Receiver,
  [pairs, leads]: readonly [number, number],
): Promise<Round[]> {
  const rounds: Round[] = [];
  receiver.hold();
  for (const server of [bare, jinjian]) await load.burst(server, grants, leads);
  for (let pair = 0; pair < pairs; pair++) {
    const first = await load.burst(pair % 2 === 0 ? bare : jinjian, grants, leads);
    const second = await load.burst(pair % 2 === 0 ? jinjian : bare, grants, leads);
    rounds.push(pair % 2 === 0 ? { bare: first, jinjian: second } : { bare: second, jinjian: first });
  }
  receiver.release();
  return rounds;
}

function figureOf(
  rounds: readonly Round[],
  delivering: Measured,
  stored: StoredRows,
  storedBare: StoredRows,
): Figure {
  const ratios = rounds.map(({ jinjian, bare }) => rateOf(jinjian) / rateOf(bare));
  const ratio = median(ratios);
  const rates = (side: keyof Round) => median(rounds.map((round) => rateOf(round[side])));
  const busy = median(rounds.map(({ jinjian }) => jinjian.generatorCpuMs / jinjian.elapsedMs));
  return {
    what: 'accepted leads per second on workerd, against a bare object',
    budget: `≥ ${budget}×`,
    measured: `${ratio.toFixed(2)}×`,
    isWithin: ratio >= budget,
    notes: [
      `${whole(rates('jinjian'))} leads/s against ${whole(rates('bare'))}/s, medians of ${rounds.length} alternating bursts; ratios ${ratios.map((one) => one.toFixed(2)).join(' ')}`,
      ...processorNote(rounds),
      `the generator, a process of its own, used ${(busy * 100).toFixed(0)} % of a core`,
      `stored per lead: ${whole(stored.bytesPerLead)} B, bare ${whole(storedBare.bytesPerLead)} B, in the same tables`,
      `while every lead is delivered to a receiver at the same time: ${whole(rateOf(delivering))} leads/s`,
    ],
  };
}

/** Processor time says how much work a lead is even while other programs slow both sides down. */
function processorNote(rounds: readonly Round[]): string[] {
  const microseconds = (side: keyof Round) =>
    median(rounds.map((round) => ((round[side].serverCpuMs ?? Number.NaN) / round[side].accepted) * 1000));
  const [jinjian, bare] = [microseconds('jinjian'), microseconds('bare')];
  if (Number.isNaN(jinjian) || Number.isNaN(bare)) return [];
  return [
    `processor time per lead, all threads: ${whole(jinjian)} µs against ${whole(bare)} µs, ${(bare / jinjian).toFixed(2)}×`,
  ];
}
