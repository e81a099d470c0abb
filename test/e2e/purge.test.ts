/** Owns what retention leaves in the files of a real server, and that kill -9 in its midst loses and spares nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { startServer } from '../../bin/serve/start-server.ts';
import { foundInFiles, tenantDatabase } from './data-files.ts';
import { freePort } from './receiving-crm.ts';
import { clientOf, readyTenant } from './tenant-client.ts';

const dayMs = 86_400_000;
const leads = 1000;
/** So many are older than their days. */
const due = 900;
const kills = 4;
/** docs/retention.md, What is left in the files: the table's first page is copied once, when a second one is needed. */
const onFirstPage = 8;

const dataDir = mkdtempSync(join(tmpdir(), 'jinjian-purge-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = async () => startServer({ dataDir, port: await freePort() });
const nameOf = (number: number) => `欧阳${String.fromCharCode(0x4e00 + number)}`;
const phoneOf = (number: number) => `139${String(number).padStart(8, '0')}`;

interface Row {
  seq: number;
  wrapped_key: Uint8Array | null;
  evidence_key: Uint8Array | null;
  sealed: Uint8Array | null;
  phone_key: Uint8Array | null;
  purged_at: number | null;
}

function rows(): Row[] {
  const database = tenantDatabase(dataDir);
  const all = database
    .prepare('SELECT seq, wrapped_key, evidence_key, sealed, phone_key, purged_at FROM leads ORDER BY seq')
    .all();
  database.close();
  return all.map((row) => ({
    seq: Number(row.seq),
    wrapped_key: bytes(row.wrapped_key),
    evidence_key: bytes(row.evidence_key),
    sealed: bytes(row.sealed),
    phone_key: bytes(row.phone_key),
    purged_at: row.purged_at === null ? null : Number(row.purged_at),
  }));
}

const bytes = (cell: unknown) => (cell instanceof Uint8Array ? cell : null);

test('the values of old leads are in no file, nor their keys; kill -9 at any moment of a pass leaves each lead whole or gone', {
  timeout: 120_000,
}, async () => {
  const first = await start();
  const client = await readyTenant(first.url, first.adminToken);
  let sent = 0;
  const worker = async () => {
    while (sent < leads) {
      const number = sent++;
      await client.submit({ values: { name: nameOf(number), phone: phoneOf(number) } });
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  await first.stop();
  const database = tenantDatabase(dataDir);
  database.exec(`UPDATE leads SET created_at = created_at - ${31 * dayMs} WHERE seq <= ${due}`);
  database.close();
  const before = rows();
  expect(before).toHaveLength(leads);

  for (let kill = 0; kill < kills; kill++) {
    const server = await start();
    await clientOf(server.url, client.apiKey).call('GET', '/v1/tenant');
    await wait(30 + kill * 60);
    process.kill(server.workerdPid, 'SIGKILL');
    await server.ended;
    const now = rows();
    for (const row of now) {
      const parts = [row.wrapped_key, row.sealed, row.phone_key];
      const isGone = row.purged_at !== null;
      expect(parts.map((part) => part === null)).toEqual([isGone, isGone, isGone]);
      expect(row.evidence_key).toEqual(before[row.seq - 1]?.evidence_key);
      // A key is never half destroyed.
      if (!isGone) expect(row.wrapped_key).toEqual(before[row.seq - 1]?.wrapped_key);
    }
  }
  const halfway = rows().filter((row) => row.purged_at !== null).length;
  expect(halfway).toBeGreaterThan(0);

  const last = await start();
  const after = clientOf(last.url, client.apiKey);
  const alive = async () => (await after.call('GET', '/v1/leads?state=unrouted&limit=200')).body.items;
  await vi.waitFor(async () => expect(await alive()).toHaveLength(leads - due), {
    timeout: 30_000,
    interval: 100,
  });
  await last.stop();

  const now = rows();
  expect(now.filter((row) => row.purged_at !== null).map((row) => row.seq)).toEqual(
    Array.from({ length: due }, (_, at) => at + 1),
  );
  const keysOf = (some: readonly Row[]) => some.flatMap((row) => row.wrapped_key ?? []);
  const gone = keysOf(before.slice(onFirstPage, due));
  const kept = keysOf(before.slice(due));
  expect([gone.length, kept.length]).toEqual([due - onFirstPage, leads - due]);
  // What is still there is found: the search works.
  expect(foundInFiles(dataDir, kept)).toBe(leads - due);
  expect(foundInFiles(dataDir, gone)).toBe(0);
  const values = Array.from({ length: leads }, (_, number) => [nameOf(number), phoneOf(number)]).flat();
  expect(
    foundInFiles(
      dataDir,
      values.map((text) => Buffer.from(text)),
    ),
  ).toBe(0);
  expect(
    foundInFiles(
      dataDir,
      values.map((text) => Buffer.from(text, 'utf16le')),
    ),
  ).toBe(0);
});
