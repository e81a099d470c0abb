/** Owns what runs inside the network namespace: listeners on every address, the server, and who was connected to. */
import { lookup } from 'node:dns/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '../../bin/serve/start-server.ts';
import { readyTenant } from './tenant-client.ts';

/** What is written to standard output, as JSON. */
export interface Egress {
  /** Names that lead nowhere at all. */
  unknown: string[];
  /** Addresses that a connection from this process reached: the namespace keeps from nothing. */
  reachable: string[];
  /** By name: addresses that the server connected to. */
  connected: Record<string, { byFetch: string[]; bySocket: string[]; byDelivery: string[] }>;
  /** By name: what came of a delivery. */
  deliveries: Record<string, string>;
}

const given: { names: string[]; addresses: string[] } = JSON.parse(process.argv[2] ?? '');
let seen: string[] = [];
const listener = createServer((socket) => {
  seen.push((socket.localAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''));
  socket.on('error', () => {}).destroy();
});
await new Promise<void>((resolve) => listener.listen(443, '::', resolve));

/** The addresses that are connected to meanwhile. */
async function meanwhile(work: () => Promise<unknown>): Promise<string[]> {
  seen = [];
  await work();
  // What connects last is seen a moment later.
  await wait(20);
  return [...new Set(seen)].sort();
}

const reaches = (host: string) =>
  new Promise<void>((resolve) => {
    const socket = connect({ host, port: 443, timeout: 500 });
    const end = () => {
      socket.destroy();
      resolve();
    };
    socket.on('connect', end).on('error', end).on('timeout', end);
  });

const folder = mkdtempSync(join(tmpdir(), 'jinjian-egress-'));
const standIn = join(import.meta.dirname, '../bin/stand-in/worker.js');
const unknown: string[] = [];
for (const name of given.names) await lookup(name).catch(() => unknown.push(name));
const reachable: string[] = [];
for (const address of given.addresses) {
  if ((await meanwhile(() => reaches(address))).length > 0) reachable.push(address);
}

const bare = await startServer({ dataDir: join(folder, 'bare'), port: 8701, bundlePath: standIn });
const connected: Egress['connected'] = {};
for (const name of given.names) {
  const ask = (path: string) => async () => (await fetch(`${bare.url}${path}`)).text();
  connected[name] = {
    byFetch: await meanwhile(ask(`/fetch?url=https://${name}/`)),
    bySocket: await meanwhile(ask(`/connect?address=${name}:443`)),
    byDelivery: [],
  };
}
await bare.stop();

const server = await startServer({ dataDir: join(folder, 'data'), port: 8702 });
const client = await readyTenant(server.url, server.adminToken);
const deliveries: Egress['deliveries'] = {};
for (const name of given.names) {
  const id = name.split('.')[0] ?? '';
  const config = { url: `https://${name}/hook` };
  await client.call('PUT', `/v1/destinations/${id}`, { kind: 'webhook', recipient: 'self', config });
  const tried = await meanwhile(async () => {
    const { body } = await client.call('POST', `/v1/destinations/${id}/test`);
    deliveries[name] = JSON.stringify(body);
  });
  connected[name] = { ...(connected[name] ?? { byFetch: [], bySocket: [] }), byDelivery: tried };
}
await server.stop();
listener.close();
rmSync(folder, { recursive: true, force: true });
const egress: Egress = { unknown, reachable, connected, deliveries };
process.stdout.write(JSON.stringify(egress));
