/**
 * Owns the measure that intake is compared with: a Worker and an object that parse, seal and insert the same rows as
 * a lead takes, in the real tables; must not judge, hash, attribute, route or answer to any contract.
 */
import { DurableObject } from 'cloudflare:workers';
import { migrations } from '../../../worker/tenant/migrations.ts';

const context = new TextEncoder().encode('bare');

/** Stand-ins of the sizes that the real columns have; the bench compares the two stores afterwards. */
const attribution = JSON.stringify({ model: 'last', chain: [], reason: 'no_touch' });
const leaf = 'x'.repeat(303);
const record = 'x'.repeat(689);

async function encrypt(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: context }, key, bytes);
  const whole = new Uint8Array(12 + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), 12);
  return whole;
}

let wrapping;

async function seal(content) {
  wrapping ??= crypto.subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, ['encrypt']);
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const dataKey = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
  const [wrappedKey, sealed] = await Promise.all([
    encrypt(await wrapping, bytes),
    encrypt(dataKey, new TextEncoder().encode(JSON.stringify(content))),
  ]);
  return { wrappedKey, sealed };
}

export class TenantObject extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    if (ctx.storage.sql.databaseSize < 65_536) for (const step of migrations) ctx.storage.sql.exec(step);
  }

  accept({ wrappedKey, sealed, form, phoneKey }) {
    const { sql } = this.ctx.storage;
    return this.ctx.storage.transactionSync(() => {
      const { seq } = sql.exec('SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM leads').one();
      const first = (seq - 1) * 2;
      for (const number of [first, first + 1]) {
        sql.exec(
          'INSERT INTO entries (number, leaf, hashes, root) VALUES (?, ?, ?, ?)',
          number,
          leaf,
          new ArrayBuffer(64),
          number === first ? null : new ArrayBuffer(32),
        );
      }
      sql.exec(
        `INSERT INTO leads (seq, submission, fingerprint, phone_key, form, form_version, created_at, duplicate_of, flags,
           attribution, credited, share_code, first_entry, entries, key_id, wrapped_key, sealed)
         VALUES (?, ?, ?, ?, ?, 1, ?, NULL, '[]', ?, NULL, NULL, ?, 2, 'k1', ?, ?)`,
        seq,
        crypto.getRandomValues(new Uint8Array(16)).buffer,
        new ArrayBuffer(16),
        phoneKey.buffer,
        form,
        Date.now(),
        attribution,
        first,
        wrappedKey.buffer,
        sealed.buffer,
      );
      sql.exec(
        `INSERT INTO deliveries (event, destination, lead, state, attempts, next_at) VALUES (?, 1, ?, 'pending', 0, ?)`,
        seq,
        seq,
        Date.now(),
      );
      return seq;
    });
  }
}

export class DirectoryObject extends DurableObject {}
export class TrafficObject extends DurableObject {}

export default {
  async fetch(request, env) {
    if (request.method === 'GET') return new Response('ok');
    const { values, utm, form } = await request.json();
    const records = [record, record];
    const { wrappedKey, sealed } = await seal({ values, utm, records });
    const phoneKey = crypto.getRandomValues(new Uint8Array(16));
    const lead = await env.TENANT.getByName('bare').accept({ wrappedKey, sealed, form, phoneKey });
    return Response.json({ lead }, { status: 201 });
  },
};
