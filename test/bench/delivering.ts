/** Owns the rate at which deliveries leave one tenant object, against a bare loop of the same POSTs; must not know the dispatcher. */
import { alternate } from './alternate.ts';
import {
  addDestination,
  type BenchServer,
  benchServer,
  publishBenchForm,
  twoGrants,
} from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { type Load, startLoad } from './load.ts';
import { processorMs } from './processor-time.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 0.7;
/** As many as a webhook's adapter has under way at once. */
const atOnce = 4;

interface Sent {
  perSecond: number;
  /** Processor time per delivery, all threads. */
  microseconds: number;
}

/** Leads are taken in while the receiver holds; the time runs from its release to the last arrival. */
export async function deliveringFigure(isQuick: boolean): Promise<Figure> {
  const bundle = await workerBundle('bare-sender/index.js');
  const bare = await benchServer(bundle.path);
  const jinjian = await benchServer();
  const receiver = await startReceiver();
  const load = startLoad();
  try {
    const api = await publishBenchForm(jinjian);
    await addDestination(api, receiver.url);
    const grants = await twoGrants(jinjian);
    await load.burst(jinjian, grants, 1);
    await receiver.reaches(1);
    const [pairs, count] = isQuick ? [3, 400] : [9, 4000];
    const rounds = await alternate(
      pairs,
      () => drained(jinjian, load, grants, receiver, count),
      () => looped(bare, receiver, count, atOnce),
    );
    const oneByOne = await looped(bare, receiver, count, 1);
    return figureOf(rounds, oneByOne, receiver.firstBody().length);
  } finally {
    await load.end();
    receiver.release();
    await Promise.all([jinjian.remove(), bare.remove()]);
    await receiver.close();
    bundle.remove();
  }
}

async function drained(
  server: BenchServer,
  load: Load,
  grants: unknown,
  receiver: Receiver,
  count: number,
): Promise<Sent> {
  const before = receiver.count();
  receiver.hold();
  await load.burst(server, grants, count);
  return timed(server, count, async () => {
    receiver.release();
    await receiver.reaches(before + count);
  });
}

function looped(server: BenchServer, receiver: Receiver, count: number, underWay: number): Promise<Sent> {
  const body = JSON.stringify({ url: receiver.url, text: receiver.firstBody(), count, atOnce: underWay });
  return timed(server, count, async () => {
    const response = await fetch(server.url, { method: 'POST', body });
    if (!response.ok) throw new Error(`the bare loop ended with ${response.status}`);
  });
}

async function timed(server: BenchServer, count: number, send: () => Promise<void>): Promise<Sent> {
  const cpuMs = processorMs(server.workerdPid);
  const startMs = performance.now();
  await send();
  const elapsedMs = performance.now() - startMs;
  const usedMs = (processorMs(server.workerdPid) ?? Number.NaN) - (cpuMs ?? Number.NaN);
  return { perSecond: (count / elapsedMs) * 1000, microseconds: (usedMs / count) * 1000 };
}

function figureOf(
  rounds: readonly [jinjian: Sent, bare: Sent][],
  oneByOne: Sent,
  bodyLength: number,
): Figure {
  const jinjian = (member: keyof Sent) => median(rounds.map(([sent]) => sent[member]));
  const bare = (member: keyof Sent) => median(rounds.map(([, sent]) => sent[member]));
  const ratio = jinjian('perSecond') / bare('perSecond');
  const [ours, theirs] = [jinjian('microseconds'), bare('microseconds')];
  return {
    what: 'deliveries per second from one tenant object, against a bare loop of the same signed POSTs',
    budget: `≥ ${budget}×`,
    measured: `${ratio.toFixed(2)}×`,
    isWithin: ratio >= budget,
    notes: [
      `${whole(jinjian('perSecond'))} deliveries/s against ${whole(bare('perSecond'))}/s, medians of ${rounds.length} alternating bursts each, ${atOnce} under way at once`,
      `a bare loop that waits for each answer before it sends the next: ${whole(oneByOne.perSecond)}/s`,
      `a body has ${whole(bodyLength)} characters; ours are also read, unsealed, cut to their recipient and recorded`,
      ...(Number.isNaN(ours)
        ? []
        : [`processor time per delivery, all threads: ${whole(ours)} µs against ${whole(theirs)} µs`]),
    ],
  };
}
