/** Owns that an applicant's erasure leaves nothing in any file of the data folder while every proof still verifies. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReceiptFile } from '../../contract/receipt.ts';
import { leafHash } from '../../worker/ledger/merkle.ts';
import { verifyProof } from '../../worker/ledger/tlog-proof.ts';
import { parseVerifierKey } from '../../worker/ledger/verifier-key.ts';
import { applicant, type ReceiptTenant, receiptTenant } from './receipt-tenant.ts';

let tenant: ReceiptTenant;
beforeAll(async () => {
  tenant = await receiptTenant();
});
afterAll(() => tenant.end());

const ask = async (path: string, access = '', body?: unknown) => {
  const response = await fetch(tenant.server.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(access && { authorization: `Bearer ${access}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, path).toBe(200);
  return response.text();
};

/** The wrapped data keys of every lead and later decision, read from a copy: the server holds the files. */
function wrappedKeys(): Buffer[] {
  const copy = mkdtempSync(join(tmpdir(), 'jinjian-copy-'));
  cpSync(tenant.dataDir, copy, { recursive: true });
  const paths = readdirSync(copy, { recursive: true, encoding: 'utf8' });
  const keys = paths
    .filter((path) => /tenant\/[0-9a-f]+\.sqlite$/.test(path))
    .flatMap((path) => {
      const database = new DatabaseSync(join(copy, path));
      const query = 'SELECT wrapped_key FROM leads UNION SELECT wrapped_key FROM decisions';
      return database
        .prepare(query)
        .all()
        .flatMap(({ wrapped_key: key }) => (key instanceof Uint8Array ? [Buffer.from(key)] : []));
    });
  rmSync(copy, { recursive: true });
  return keys;
}

/** Every value as UTF-8 and UTF-16, in every file below the folder. */
function filesHolding(folder: string, values: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      const found = values.filter(
        (value) =>
          bytes.includes(Buffer.from(value, 'utf8')) || bytes.includes(Buffer.from(value, 'utf16le')),
      );
      return found.map((value) => `${path}: ${value}`);
    });
}

test('RT-03: erased by its applicant, before and after a restart', async () => {
  const { receipt } = await tenant.apply();
  await ask(`/v1/receipts/${receipt}/withdraw`, '', { notice: 'zh-marketing' });
  const keys = wrappedKeys();
  await tenant.crm.until(1, 5000);
  const before: ReceiptFile = JSON.parse(await ask(`/v1/receipts/${receipt}/file`));
  const verified: { access: string } = JSON.parse(
    await ask(`/v1/receipts/${receipt}/verify-phone`, '', { phone: applicant.phone }),
  );
  await ask(`/v1/receipts/${receipt}/correct`, verified.access, { values: { name: '欧阳新名' } });
  keys.push(...wrappedKeys());
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3);
  await ask(`/v1/receipts/${receipt}/erase`, verified.access, {});
  const after: ReceiptFile = JSON.parse(await ask(`/v1/receipts/${receipt}/file`));
  const lines = (await ask('/log/acme/key')).trim().split('\n');
  const trusted = lines.flatMap((line) => parseVerifierKey(line) ?? []);
  for (const { leaf, proof } of [...before.proofs, ...after.proofs]) {
    expect(await verifyProof(proof, leafHash(leaf), trusted)).toMatchObject({ checkpoint: { size: 5 } });
  }
  const values = [applicant.name, '欧阳新名', applicant.phone, applicant.idNumber];
  expect(filesHolding(tenant.dataDir, values)).toEqual([]);
  // That the search sees what is there.
  expect(filesHolding(tenant.dataDir, ['zh-privacy'])).not.toEqual([]);
  // The journal is folded into the file at the end: from then on the keys are nowhere, not even in free space.
  await tenant.server.stop();
  expect(filesHolding(tenant.dataDir, values)).toEqual([]);
  const files = readdirSync(tenant.dataDir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  const bytes = Buffer.concat(files.map((one) => readFileSync(join(one.parentPath, one.name))));
  expect(keys.filter((key) => bytes.includes(key))).toEqual([]);
});
