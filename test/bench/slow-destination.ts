/** Owns what a destination that times out on every call costs another one of the same tenant; must not know the dispatcher. */
import { createServer } from 'node:http';
import { alternate } from './alternate.ts';
import { benchServer, publishBenchForm, twoGrants } from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { startLoad } from './load.ts';
import { startReceiver } from './receiver.ts';

const budget = 0.9;

/** The same server both times, with and without the silent one switched on. */
export async function slowDestinationFigure(isQuick: boolean): Promise<Figure> {
  const server = await benchServer();
  const receiver = await startReceiver();
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const load = startLoad();
  try {
    const api = await publishBenchForm(server);
    const put = (id: string, url: string, enabled: boolean) =>
      api.ask('PUT', `/v1/destinations/${id}`, {
        kind: 'webhook',
        recipient: 'self',
        config: { url },
        enabled,
      });
    await put('good', receiver.url, true);
    const grants = await twoGrants(server);
    const [pairs, count] = isQuick ? [3, 400] : [7, 1500];
    const drain = async (isBeside: boolean) => {
      await put('silent', `http://127.0.0.1:${address.port}/`, isBeside);
      const before = receiver.count();
      receiver.hold();
      await load.burst(server, grants, count);
      const startMs = performance.now();
      receiver.release();
      await receiver.reaches(before + count);
      return (count / (performance.now() - startMs)) * 1000;
    };
    const rounds = await alternate(
      pairs,
      () => drain(true),
      () => drain(false),
    );
    const beside = median(rounds.map(([rate]) => rate));
    const alone = median(rounds.map(([, rate]) => rate));
    const ratio = beside / alone;
    return {
      what: 'deliveries per second beside a destination that times out on every call, against without it',
      budget: `≥ ${budget}×`,
      measured: `${ratio.toFixed(2)}×`,
      isWithin: ratio >= budget,
      notes: [
        `${whole(beside)} deliveries/s against ${whole(alone)}/s, medians of ${rounds.length} alternating bursts each; the silent one has a delivery of each lead, too`,
      ],
    };
  } finally {
    await load.end();
    receiver.release();
    await server.remove();
    await receiver.close();
    silent.closeAllConnections();
    silent.close();
  }
}
