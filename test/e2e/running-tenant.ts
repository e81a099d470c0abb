/** Owns a real server, a tenant ready for leads and a receiving CRM for one test file; must not know what is tested. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../../bin/serve/start-server.ts';
import { type Crm, freePort, receivingCrm } from './receiving-crm.ts';
import { type Client, readyTenant } from './tenant-client.ts';

export interface RunningTenant {
  server: RunningServer;
  client: Client;
  crm: Crm;
  /** The signing secret of the destination `crm`. */
  secret: string;
  dataDir: string;
  end(): Promise<void>;
}

export async function runningTenant(): Promise<RunningTenant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-e2e-'));
  const crm = await receivingCrm();
  const server = await startServer({ dataDir, port: await freePort(), targets: 'any' });
  const client = await readyTenant(server.url, server.adminToken);
  const saved = await client.call('PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: crm.url },
  });
  return {
    server,
    client,
    crm,
    secret: String(saved.body.secret),
    dataDir,
    async end() {
      await server.stop();
      await crm.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
