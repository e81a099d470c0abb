/** Owns that an applicant's erasure leaves nothing in any file of the data folder while every proof still verifies. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  await tenant.crm.until(1, 5000);
  const before: ReceiptFile = JSON.parse(await ask(`/v1/receipts/${receipt}/file`));
  const verified: { access: string } = JSON.parse(
    await ask(`/v1/receipts/${receipt}/verify-phone`, '', { phone: applicant.phone }),
  );
  await ask(`/v1/receipts/${receipt}/correct`, verified.access, { values: { name: '欧阳新名' } });
  await ask(`/v1/receipts/${receipt}/erase`, verified.access, {});
  const after: ReceiptFile = JSON.parse(await ask(`/v1/receipts/${receipt}/file`));
  const keys = (await ask('/log/acme/key')).trim().split('\n');
  const trusted = keys.flatMap((line) => parseVerifierKey(line) ?? []);
  for (const { leaf, proof } of [...before.proofs, ...after.proofs]) {
    expect(await verifyProof(proof, leafHash(leaf), trusted)).toMatchObject({ checkpoint: { size: 4 } });
  }
  const values = [applicant.name, '欧阳新名', applicant.phone, applicant.idNumber];
  expect(filesHolding(tenant.dataDir, values)).toEqual([]);
  // That the search sees what is there.
  expect(filesHolding(tenant.dataDir, ['zh-privacy'])).not.toEqual([]);
  await tenant.server.stop();
  expect(filesHolding(tenant.dataDir, values)).toEqual([]);
});
