/** Owns the intake rate against a bare object that parses, seals and inserts the same rows; must not know the Worker's parts. */
import { alternate } from './alternate.ts';
import { addDestination, benchServer, publishBenchForm, twoGrants } from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { type Measured, rateOf, startLoad } from './load.ts';
import { startReceiver } from './receiver.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 0.7;

type Round = [jinjian: Measured, bare: Measured];

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
    const [pairs, leads] = isQuick ? [3, 800] : [7, 3000];
    receiver.hold();
    const rounds = await alternate(
      pairs,
      () => load.burst(jinjian, grants, leads),
      () => load.burst(bare, grants, leads),
    );
    receiver.release();
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

function figureOf(
  rounds: readonly Round[],
  delivering: Measured,
  stored: StoredRows,
  storedBare: StoredRows,
): Figure {
  const [ours, theirs] = [rounds.map(([jinjian]) => jinjian), rounds.map(([, bare]) => bare)];
  const ratios = rounds.map(([jinjian, bare]) => rateOf(jinjian) / rateOf(bare));
  const ratio = median(ratios);
  const rate = (side: readonly Measured[]) => median(side.map(rateOf));
  const busy = median(ours.map(({ generatorCpuMs, elapsedMs }) => generatorCpuMs / elapsedMs));
  return {
    what: 'accepted leads per second on workerd, against a bare object',
    budget: `≥ ${budget}×`,
    measured: `${ratio.toFixed(2)}×`,
    isWithin: ratio >= budget,
    notes: [
      `${whole(rate(ours))} leads/s against ${whole(rate(theirs))}/s, medians of ${rounds.length} alternating bursts; ratios ${ratios.map((one) => one.toFixed(2)).join(' ')}`,
      ...processorNote(ours, theirs),
      `the generator, a process of its own, used ${(busy * 100).toFixed(0)} % of a core`,
      `stored per lead: ${whole(stored.bytesPerLead)} B, bare ${whole(storedBare.bytesPerLead)} B, in the same tables`,
      `while every lead is delivered to a receiver at the same time: ${whole(rateOf(delivering))} leads/s`,
    ],
  };
}

/** Processor time says how much work a lead is even while other programs slow both sides down. */
function processorNote(ours: readonly Measured[], theirs: readonly Measured[]): string[] {
  const microseconds = (side: readonly Measured[]) =>
    median(side.map(({ serverCpuMs, accepted }) => ((serverCpuMs ?? Number.NaN) / accepted) * 1000));
  const [jinjian, bare] = [microseconds(ours), microseconds(theirs)];
  if (Number.isNaN(jinjian) || Number.isNaN(bare)) return [];
  return [
    `processor time per lead, all threads: ${whole(jinjian)} µs against ${whole(bare)} µs, ${(bare / jinjian).toFixed(2)}×`,
  ];
}
