/** Owns which parts make up the running demo and in which order they start and end; must not print or end the process. */
import { join } from 'node:path';
import { startServer } from '../bin/serve/start-server.ts';
import { createApi, need } from './api.ts';
import { startCrm } from './crm/server.ts';
import { startPartnerSite } from './partner-site.ts';
import { findFreePort } from './ports.ts';
import { makePrivateFolder } from './private-file.ts';
import { promoterDirectory, shareCentreOf } from './promoter-directory.ts';
import { applySeed } from './seed/apply.ts';
import { type LinkKey, tenant } from './seed/parties.ts';
import { readSeedState, type SeedState } from './seed/state.ts';
import { startStaffSite } from './staff-site.ts';

export interface DemoOptions {
  /** Absolute; everything the demo keeps lies below it. */
  dataDir: string;
  /** Wished ports; a taken one gives way to the next free one. */
  ports: { server: number; partner: number; crm: number; staff: number };
  signal?: AbortSignal;
  /** Gets what the server prints. */
  onOutput?: (text: string) => void;
}

export interface RunningDemo {
  serverUrl: string;
  partnerUrl: string;
  crmUrl: string;
  staffUrl: string;
  /** File that holds the admin token. */
  adminTokenPath: string;
  /** Where a seeded member of staff's share centre opens, signed in. */
  shareCentreUrl: string;
  /** The code of a seeded link. */
  codeOf(key: LinkKey): string;
  /** Settles with one line when the server ends by itself. */
  serverEnded: Promise<string>;
  close(): Promise<void>;
}

/** Starts every part, seeds what is missing, and settles when all of it answers. On failure nothing stays behind. */
export async function runDemo(options: DemoOptions): Promise<RunningDemo> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end();
  };
  try {
    return { ...(await startParts(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(
  options: DemoOptions,
  closers: (() => Promise<void>)[],
): Promise<Omit<RunningDemo, 'close'>> {
  const { dataDir, ports, signal, onOutput } = options;
  await makePrivateFolder(dataDir);
  const statePath = join(dataDir, 'seed.json');
  let seeded: SeedState = await readSeedState(statePath);
  const server = await startServer({
    port: await findFreePort(ports.server),
    dataDir: join(dataDir, 'server'),
    targets: 'any',
    ...(signal === undefined ? {} : { signal }),
    ...(onOutput === undefined ? {} : { onOutput }),
  });
  closers.push(() => server.stop());
  const partner = await startPartnerSite({ port: ports.partner, serverUrl: server.url });
  closers.push(partner.close);
  const crm = await startCrm({
    port: ports.crm,
    journalPath: join(dataDir, 'crm', 'leads.jsonl'),
    promoters: promoterDirectory(() => seeded.promoters),
    partnerUrl: partner.url,
    secret: () => seeded.webhookSecret,
    outcomesUrl: `${server.url}/v1/t/${tenant.id}/outcomes/crm`,
  });
  closers.push(crm.close);
  const plan = {
    serverUrl: server.url,
    adminToken: server.adminToken,
    statePath,
    partnerOrigins: [partner.url, partner.url.replace('127.0.0.1', 'localhost')],
    hookUrl: `${crm.url}/hook`,
  };
  seeded = await applySeed(plan, (state) => {
    seeded = state;
  });
  const staff = await startStaffSite({
    port: ports.staff,
    api: createApi(server.url, need(seeded, 'apiKey')),
    serverUrl: server.publicUrl,
    crmUrl: crm.url,
    links: seeded.links,
    shareCentreUrl: shareCentreOf(seeded.promoters, 'zhang', server.publicUrl),
  });
  closers.push(staff.close);
  return {
    serverUrl: server.url,
    partnerUrl: partner.url,
    crmUrl: crm.url,
    staffUrl: staff.url,
    adminTokenPath: server.adminTokenPath ?? '',
    shareCentreUrl: shareCentreOf(seeded.promoters, 'zhang', server.publicUrl) ?? '',
    codeOf: (key) => seeded.links.find((link) => link.key === key)?.code ?? '',
    serverEnded: server.ended,
  };
}
