/** Owns filling a stopped server's store with leads that wait for delivery, sealed as real ones are; must not start servers. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isRefusal } from '../../contract/problem.ts';
import { type Bytes, concatBytes } from '../../worker/encoding/bytes.ts';
import { seal, unseal } from '../../worker/sealing/envelope.ts';
import { parseMasterKeys } from '../../worker/sealing/master-keys.ts';
import { deriveTenantKeys } from '../../worker/sealing/tenant-keys.ts';
import { leadContext } from '../../worker/tenant/lead-content.ts';
import { tenant } from './bench-server.ts';
import { tenantDatabase } from './stored-rows.ts';

/** Adds copies of the store's first lead until so many deliveries are due; each is sealed under keys of its own. */
export async function seedBacklog(dataDir: string, due: number): Promise<void> {
  const keys = await deriveTenantKeys(
    parseMasterKeys(readFileSync(join(dataDir, 'master-keys'), 'utf8').trim()),
    tenant,
  );
  const database = new DatabaseSync(tenantDatabase(dataDir));
  const lead = database.prepare('SELECT * FROM leads ORDER BY seq LIMIT 1').get();
  const last = Number(database.prepare('SELECT MAX(seq) AS seq FROM leads').get()?.seq);
  if (lead === undefined) throw new Error('one lead is expected');
  const content = await unseal(keys, leadContext(tenant, blob(lead.submission)), {
    keyId: String(lead.key_id),
    wrappedKey: blob(lead.wrapped_key),
    sealed: blob(lead.sealed),
  });
  if (isRefusal(content)) throw new Error('the first lead does not open');
  const columns = Object.keys(lead);
  const insertLead = database.prepare(
    `INSERT INTO leads (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const insertDelivery = database.prepare(
    "INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) VALUES (?1, 1, ?1, 'pending', 0, 1)",
  );
  database.exec('BEGIN');
  for (let seq = last + 1; seq <= last + due; seq++) {
    const submission = randomBytes(16);
    const envelope = await seal(keys, leadContext(tenant, submission), content);
    const change: Record<string, number | Uint8Array> = {
      seq,
      submission,
      fingerprint: randomBytes(16),
      phone_key: randomBytes(16),
      wrapped_key: envelope.wrappedKey,
      sealed: envelope.sealed,
    };
    insertLead.run(...columns.map((column) => change[column] ?? lead[column] ?? null));
    insertDelivery.run(seq);
  }
  database.exec('COMMIT');
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function blob(cell: unknown): Bytes {
  if (!(cell instanceof Uint8Array)) throw new Error('a blob is expected');
  return concatBytes(cell);
}
