/** Owns the rows that one lead writes, as SQLite counts them, indexes included; must not know the tables. */
import { createApi, need } from '../../demo/api.ts';
import { member, numberMember } from '../../demo/read-json.ts';
import { submissionText } from './applicant.ts';
import {
  addDestination,
  type BenchServer,
  benchServer,
  form,
  publishBenchForm,
  tenant,
  twoGrants,
} from './bench-server.ts';
import type { Figure } from './figure.ts';
import { startReceiver } from './receiver.ts';
import { workerBundle } from './worker-bundle.ts';

const budget = 8;

interface Writes {
  total: number;
  /** `INSERT INTO leads 4, …` */
  parts: string;
}

/**
 * The lead alone, its alarm included. What its delivery writes afterwards stands in the notes, and so does a lead that
 * a link brought, which one index more leads to.
 */
export async function rowWritesFigure(): Promise<Figure> {
  const bundle = await workerBundle('counting-worker/index.js');
  const server = await benchServer(bundle.path);
  const receiver = await startReceiver();
  try {
    const api = await publishBenchForm(server);
    await addDestination(api, receiver.url);
    const link = need(await api.ask('POST', '/v1/links', { form, channel: 'bench' }), 'code');
    const grants = await twoGrants(server);
    const one = async (ref?: string) => {
      await writesOf(server);
      // The answer to the delivery waits, so that its rows are told from the lead's.
      receiver.hold();
      const arrival = receiver.next();
      await submit(server, grants, ref);
      await arrival;
      const lead = await writesOf(server);
      receiver.release();
      const delivery = await settled(server);
      return { lead, delivery };
    };
    await one();
    const plain = await one();
    const referred = await one(link);
    return {
      what: 'row writes per lead (2 grants, 1 destination)',
      budget: `≤ ${budget}`,
      measured: String(plain.lead.total),
      isWithin: plain.lead.total <= budget,
      notes: [
        plain.lead.parts,
        `brought by a link: ${referred.lead.total} (${referred.lead.parts})`,
        `its delivery writes ${plain.delivery.total} more: ${plain.delivery.parts}`,
      ],
    };
  } finally {
    await server.remove();
    await receiver.close();
    bundle.remove();
  }
}

async function submit(server: BenchServer, grants: unknown, ref: string | undefined): Promise<void> {
  const submission: object = JSON.parse(submissionText(grants));
  await createApi(server.url, '').ask('POST', `/v1/t/${tenant}/submissions`, {
    ...submission,
    ...(ref === undefined ? {} : { ref }),
  });
}

/** The rows written since the last call. */
async function writesOf(server: BenchServer): Promise<Writes> {
  const answer = await createApi(server.url, '').ask('GET', '/bench/row-writes');
  const statements = Object.entries(member(answer, 'statements') ?? {}).map(
    ([statement, rows]) => [statement, Number(rows)] as const,
  );
  const alarms = numberMember(answer, 'alarms') ?? 0;
  const parts = [...statements, ...(alarms > 0 ? [['alarm', alarms] as const] : [])];
  return {
    total: parts.reduce((sum, [, rows]) => sum + rows, 0),
    parts: parts.map(([statement, rows]) => `${statement} ${rows}`).join(', '),
  };
}

/** What the delivery wrote, once its attempt is recorded. */
async function settled(server: BenchServer): Promise<Writes> {
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const writes = await writesOf(server);
    if (writes.total > 0) return writes;
  }
  throw new Error('the delivery was never recorded');
}
