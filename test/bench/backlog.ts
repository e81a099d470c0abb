/** Owns what memory a backlog of 200,000 due deliveries takes while it drains; must not know the dispatcher. Linux only. */
import { existsSync, readFileSync } from 'node:fs';
import { addDestination, benchServer, form, publishBenchForm, tenant, twoGrants } from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { startLoad } from './load.ts';
import { startReceiver } from './receiver.ts';
import { seedBacklog } from './seed-backlog.ts';

const budget = 1.2;
const parts = 10;

/**
 * Resident memory and rate by tenths of the backlog. The first third fills the heap and SQLite's cache up to what their
 * collectors let stand; what still grew after that would grow with the backlog.
 */
export async function backlogFigure(isQuick: boolean): Promise<Figure> {
  const due = isQuick ? 20_000 : 200_000;
  const server = await benchServer();
  const receiver = await startReceiver();
  const load = startLoad();
  try {
    const api = await publishBenchForm(server);
    await addDestination(api, receiver.url);
    await load.burst(server, await twoGrants(server), 1);
    await receiver.reaches(1);
    await server.stop();
    await seedBacklog(server.dataDir, due);
    await server.restart();
    // The store was filled past the object, which sets its alarm as it wakes.
    await fetch(`${server.url}/v1/t/${tenant}/forms/${form}`);
    const tenths: { megabytes: number; perSecond: number }[] = [];
    for (let tenth = 1; tenth <= parts; tenth++) {
      const startMs = performance.now();
      await receiver.reaches(1 + (due * tenth) / parts);
      const perSecond = (due / parts / (performance.now() - startMs)) * 1000;
      tenths.push({ megabytes: residentMegabytes(server.workerdPid), perSecond });
    }
    const memory = tenths.map(({ megabytes }) => megabytes);
    const later = median(memory.slice(-3));
    const growth = later / median(memory.slice(3, 6));
    return {
      what: `memory while ${whole(due)} due deliveries drain, the last three tenths against the fourth to sixth`,
      budget: `≤ ${budget}×`,
      measured: `${growth.toFixed(2)}×`,
      isWithin: growth <= budget,
      notes: [
        `resident MB by tenth: ${memory.map(whole).join(' ')}`,
        `deliveries/s by tenth: ${tenths.map(({ perSecond }) => whole(perSecond)).join(' ')}`,
      ],
    };
  } finally {
    await load.end();
    await server.remove();
    await receiver.close();
  }
}

function residentMegabytes(pid: number): number {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'latin1'))?.[1]) / 1024;
}
