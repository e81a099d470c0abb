/** Owns the intake rate of a store that holds 100,000 leads against one that holds 1,000; must not know the tables. */
import { createApi, need } from '../../demo/api.ts';
import { alternate } from './alternate.ts';
import { submissionText } from './applicant.ts';
import {
  addDestination,
  type BenchServer,
  benchServer,
  publishBenchForm,
  tenant,
  twoGrants,
} from './bench-server.ts';
import { type Figure, median, whole } from './figure.ts';
import { rateOf, startLoad } from './load.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { seedLeads } from './seed-leads.ts';

const budget = 0.9;
const [many, few] = [100_000, 1000];

/** Each lead held is one that was taken in and delivered, with its ledger entries; bursts alternate between the two. */
export async function intakeAtScaleFigure(isQuick: boolean): Promise<Figure> {
  const receiver = await startReceiver();
  const small = await benchServer();
  const large = await benchServer();
  const load = startLoad();
  try {
    const grants = await seeded(small, few, receiver);
    await seeded(large, many, receiver);
    receiver.hold();
    const leads = isQuick ? 200 : 300;
    const rateAt = async (server: BenchServer) => rateOf(await load.burst(server, grants, leads));
    const rates = await alternate(
      isQuick ? 3 : 9,
      () => rateAt(large),
      () => rateAt(small),
    );
    const ratio = median(rates.map(([atMany, atFew]) => atMany / atFew));
    return {
      what: 'intake rate at 100,000 stored leads against at 1,000',
      budget: `≥ ${budget}×`,
      measured: `${ratio.toFixed(2)}×`,
      isWithin: ratio >= budget,
      notes: [
        `${whole(median(rates.map(([atMany]) => atMany)))} leads/s against ${whole(median(rates.map(([, atFew]) => atFew)))}/s, medians of ${rates.length} alternating bursts of ${leads}`,
        'the stored leads were written into the stopped servers’ databases: copies of a real one, random keys, a right tree',
      ],
    };
  } finally {
    await load.end();
    receiver.release();
    await Promise.all([small.remove(), large.remove()]);
    await receiver.close();
  }
}

/** A server that holds this many delivered leads; answers the grants that its form asks for. */
async function seeded(server: BenchServer, leads: number, receiver: Receiver): Promise<unknown> {
  const api = await publishBenchForm(server);
  await addDestination(api, receiver.url);
  const grants = await twoGrants(server);
  const arrival = receiver.next();
  const lead = await createApi(server.url, '').ask(
    'POST',
    `/v1/t/${tenant}/submissions`,
    JSON.parse(submissionText(grants)),
  );
  await arrival;
  await untilDelivered(api, need(lead, 'lead'));
  await server.stop();
  seedLeads(server.dataDir, leads);
  await server.restart();
  return grants;
}

async function untilDelivered(api: ReturnType<typeof createApi>, lead: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const delivered = await api.text(`/v1/deliveries?lead=${lead}&state=delivered`);
    if (delivered.includes(lead)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the first lead was never delivered');
}
