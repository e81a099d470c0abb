/** Owns `npm run bench`: takes the figures one after another and prints them; must not fail for a figure over its budget. */
import { readBenchOptions } from './bench-options.ts';
import { conditions } from './conditions.ts';
import { type Figure, figureTable } from './figure.ts';

type TakeFigure = (isQuick: boolean) => Promise<Figure>;

/** In the order of DESIGN §12, the longest task beside the first field; each file is loaded only when its figure is asked for. */
const figures: Record<string, TakeFigure> = {
  bytes: async () => (await import('./bytes.ts')).bytesFigure(),
  requests: async () => (await import('./requests.ts')).requestsFigure(),
  usable: async (isQuick) => (await import('./usable-field.ts')).usableFieldFigure(isQuick),
  task: async (isQuick) => (await import('./mounting-task.ts')).mountingTaskFigure(isQuick),
  poster: async (isQuick) => (await import('./poster.ts')).posterFigure(isQuick),
  intake: async (isQuick) => (await import('./intake.ts')).intakeFigure(isQuick),
  attempt: async (isQuick) => (await import('./first-attempt.ts')).firstAttemptFigure(isQuick),
  delivering: async (isQuick) => (await import('./delivering.ts')).deliveringFigure(isQuick),
  slow: async (isQuick) => (await import('./slow-destination.ts')).slowDestinationFigure(isQuick),
  backlog: async (isQuick) => (await import('./backlog.ts')).backlogFigure(isQuick),
  writes: async () => (await import('./row-writes.ts')).rowWritesFigure(),
  routing: async (isQuick) => (await import('./routing.ts')).routingFigure(isQuick),
  judging: async (isQuick) => (await import('./judging.ts')).judgingFigure(isQuick),
  proof: async (isQuick) => (await import('./proof.ts')).proofFigure(isQuick),
  redirect: async (isQuick) => (await import('./redirect.ts')).redirectFigure(isQuick),
  counters: async (isQuick) => (await import('./counters.ts')).countersFigure(isQuick),
  scale: async (isQuick) => (await import('./intake-at-scale.ts')).intakeAtScaleFigure(isQuick),
};

const options = readBenchOptions(process.argv.slice(2), Object.keys(figures));
if ('error' in options) {
  console.error(options.error);
  process.exitCode = 2;
} else {
  console.log(`${conditions().join('\n')}\n`);
  const wanted = Object.entries(figures).filter(
    ([name]) => options.only.length === 0 || options.only.includes(name),
  );
  const taken: Figure[] = [];
  for (const [name, take] of wanted) {
    const startMs = performance.now();
    taken.push(await take(options.isQuick));
    console.log(`${name}: ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  }
  console.log(`\n${figureTable(taken)}`);
}
