/** Owns the rate of followed links against a Worker that redirects and does nothing else; must not know the Worker's parts. */
import { need } from '../../demo/api.ts';
import { alternate } from './alternate.ts';
import { benchServer, form, publishBenchForm } from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { type Measured, rateOf, startLoad } from './load.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 0.8;

type Round = [jinjian: Measured, bare: Measured];

/** One link that everyone opens, each visit counted. */
export async function redirectFigure(isQuick: boolean): Promise<Figure> {
  const bundle = await workerBundle('bare-redirect/index.js');
  const bare = await benchServer(bundle.path);
  const jinjian = await benchServer();
  const load = startLoad();
  try {
    const api = await publishBenchForm(jinjian);
    const made = await api.ask('POST', '/v1/links', { form, channel: 'bench' });
    const path = new URL(need(made, 'url')).pathname;
    const [pairs, visits] = isQuick ? [5, 4000] : [30, 6000];
    const follow = (server: typeof bare) => load.follow(server, path, visits);
    const rounds = await alternate(
      pairs,
      () => follow(jinjian),
      () => follow(bare),
    );
    const counted = await api.ask('GET', `/v1/links/${need(made, 'code')}`);
    return figureOf(rounds, counted, (pairs + 1) * visits);
  } finally {
    await load.end();
    await Promise.all([jinjian.remove(), bare.remove()]);
    bundle.remove();
  }
}

function figureOf(rounds: readonly Round[], counted: unknown, visits: number): Figure {
  const told = Number(Object(counted).visits);
  if (told !== visits) throw new Error(`${visits} visits were made and ${told} counted`);
  const [ours, theirs] = [rounds.map(([jinjian]) => jinjian), rounds.map(([, bare]) => bare)];
  const rate = (side: readonly Measured[]) => median(side.map(rateOf));
  // Of the medians, not the median of ratios: a pair whose one burst was disturbed says nothing of the other.
  const ratio = rate(ours) / rate(theirs);
  const microseconds = (side: readonly Measured[]) =>
    median(side.map(({ serverCpuMs, accepted }) => ((serverCpuMs ?? Number.NaN) / accepted) * 1000));
  const busy = median(ours.map(({ generatorCpuMs, elapsedMs }) => generatorCpuMs / elapsedMs));
  return {
    what: 'links followed per second on workerd, against a bare redirect',
    budget: `≥ ${budget}×`,
    measured: `${ratio.toFixed(2)}×`,
    isWithin: ratio >= budget,
    notes: [
      `${whole(rate(ours))} redirects/s against ${whole(rate(theirs))}/s, medians of ${rounds.length} alternating bursts each`,
      `processor time per redirect, all threads: ${whole(microseconds(ours))} µs against ${whole(microseconds(theirs))} µs`,
      `the generator, a process of its own, used ${(busy * 100).toFixed(0)} % of a core`,
      `all ${whole(visits)} visits were counted`,
    ],
  };
}
