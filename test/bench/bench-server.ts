/** Owns a server of our own for the bench, on a folder that goes with it, with the demo's form published; must not measure. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../bin/serve/start-server.ts';
import { type Api, createApi, need } from '../../demo/api.ts';
import { listMember, textMember } from '../../demo/read-json.ts';
import { notices } from '../../demo/seed/content.ts';
import { businessLoan } from '../../demo/seed/form-business.ts';
import { recipients } from '../../demo/seed/parties.ts';

export const tenant = 'bench';
export const form = businessLoan.id;

export interface BenchServer {
  url: string;
  adminToken: string;
  dataDir: string;
  workerdPid: number;
  /** Ends workerd and keeps the folder. */
  stop(): Promise<void>;
  /** Starts again on the same folder. */
  restart(): Promise<void>;
  /** Ends workerd and removes the folder. */
  remove(): Promise<void>;
}

/** @param bundlePath another Worker than the built one */
export async function benchServer(bundlePath?: string): Promise<BenchServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-bench-'));
  const options = {
    dataDir,
    port: 0,
    targets: 'any',
    ...(bundlePath === undefined ? {} : { bundlePath }),
  } as const;
  let running = await startServer(options);
  const server: BenchServer = {
    url: running.url,
    adminToken: running.adminToken,
    dataDir,
    workerdPid: running.workerdPid,
    stop: () => running.stop(),
    async restart() {
      running = await startServer(options);
      server.url = running.url;
      server.workerdPid = running.workerdPid;
    },
    async remove() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return server;
}

/** The tenant, with the demo's business form and its notices published. */
export async function publishBenchForm(server: BenchServer, origins: string[] = []): Promise<Api> {
  const admin = createApi(server.url, server.adminToken);
  const made = await admin.ask('POST', '/v1/tenants', {
    id: tenant,
    name: '测速助贷（示例）',
    origins,
    contact: '400-000-0000（示例号码）',
  });
  const api = createApi(server.url, need(made, 'apiKey'));
  // Every lead comes from one address, and the load is not to solve anything.
  await api.ask('PATCH', '/v1/tenant', {
    settings: { challenge: 'off', limits: { perIpPerMinute: 0, perPhonePerDay: 0 } },
  });
  for (const { id, ...recipient } of recipients) await api.ask('PUT', `/v1/recipients/${id}`, recipient);
  for (const notice of notices) await api.ask('POST', '/v1/notices', notice);
  const { id, ...draft } = businessLoan;
  await api.ask('PUT', `/v1/forms/${id}`, draft);
  await api.ask('POST', `/v1/forms/${id}/publish`);
  return api;
}

/** A webhook to the tenant's own CRM. */
export async function addDestination(api: Api, url: string): Promise<void> {
  await api.ask('PUT', '/v1/destinations/crm', { kind: 'webhook', recipient: 'self', config: { url } });
}

/** Two grants, as an applicant who agrees to the lender too makes them. */
export async function twoGrants(server: BenchServer): Promise<unknown[]> {
  const published = await createApi(server.url, '').ask('GET', `/v1/t/${tenant}/forms/${form}`);
  return listMember(published, 'notices')
    .filter((notice) => ['privacy', 'provide-bank-a'].includes(textMember(notice, 'id') ?? ''))
    .map((notice) => ({
      notice: need(notice, 'id'),
      version: 1,
      digest: need(notice, 'digest'),
      decision: 'granted',
      presentation: { fontPx: 14, contrast: 12.6, visibleMs: 5400, scrolledToEnd: true, trusted: true },
    }));
}
