/** Owns the rows that visits of shared links cost, as SQLite counts them; must not know the tables. */
import { createApi, need } from '../../demo/api.ts';
import { member, numberMember } from '../../demo/read-json.ts';
import { type BenchServer, benchServer, form, publishBenchForm } from './bench-server.ts';
import { type Figure, whole } from './figure.ts';
import { type Measured, rateOf, startLoad } from './load.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 1;
/** A staff of links, opened at once. */
const links = 40;

/** Rows per 100 visits at the rate that this machine gives; what a fixed 10,000 visits cost is test/workerd/counters. */
export async function countersFigure(isQuick: boolean): Promise<Figure> {
  const bundle = await workerBundle('counting-worker/index.js');
  const server = await benchServer(bundle.path);
  const load = startLoad();
  try {
    const api = await publishBenchForm(server);
    const paths: string[] = [];
    for (let number = 0; number < links; number++) {
      const made = await api.ask('POST', '/v1/links', { form, channel: `bench-${number}` });
      paths.push(new URL(need(made, 'url')).pathname);
    }
    await rowsWritten(server);
    const each = isQuick ? 200 : 1000;
    const bursts: Measured[] = [];
    for (const path of paths) bursts.push(await load.follow(server, path, each));
    // A second for the last of them, and some.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const rows = await rowsWritten(server);
    const visits = each * links;
    const price = (rows / visits) * 100;
    const seconds = bursts.reduce((sum, burst) => sum + burst.elapsedMs, 0) / 1000;
    if (rows === 0) throw new Error('nothing was written');
    return {
      what: 'row writes per 100 visits of shared links',
      budget: `≤ ${budget}`,
      measured: price.toFixed(2),
      isWithin: price <= budget,
      notes: [
        `${whole(rows)} rows for ${whole(visits)} visits of ${links} links within ${seconds.toFixed(1)} s, ${whole(rateOf({ accepted: visits, elapsedMs: seconds * 1000 }))}/s`,
      ],
    };
  } finally {
    await load.end();
    await server.remove();
    bundle.remove();
  }
}

/** The rows written since the last call, alarms included. */
async function rowsWritten(server: BenchServer): Promise<number> {
  const answer = await createApi(server.url, '').ask('GET', '/bench/row-writes');
  const rows = Object.values(member(answer, 'statements') ?? {}).map(Number);
  return rows.reduce((sum, one) => sum + one, 0) + (numberMember(answer, 'alarms') ?? 0);
}
