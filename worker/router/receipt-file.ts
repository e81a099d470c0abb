/** Owns the file of a receipt that an applicant keeps, with the proofs that verify it offline; no personal data. */

import { isRefusal, type Refusal } from '../../contract/problem.ts';
import type { ReceiptFile, ReceiptProof } from '../../contract/receipt.ts';
import type { LogInclusion } from '../tenant/log/log-store.ts';
import { type ReceiptCall, receiptOf } from './receipt.ts';

/** The `tlog-proof@v1` of an entry that the receipt names. */
export async function proofOf({ stub, publicUrl }: ReceiptCall, index: number): Promise<string | Refusal> {
  const inclusion: LogInclusion | null | Refusal = await stub.log.inclusion(index, publicUrl);
  if (inclusion === null) throw new Error(`the log has no entry ${index}`);
  return isRefusal(inclusion) ? inclusion : inclusion.proof;
}

export async function receiptFile(call: ReceiptCall): Promise<ReceiptFile | Refusal> {
  const { facts, stub, publicUrl } = call;
  const proofs: ReceiptProof[] = [];
  for (const { notice, index, leaf } of facts.leaves) {
    const proof = await proofOf(call, index);
    if (isRefusal(proof)) return proof;
    proofs.push({ notice, leaf, proof });
  }
  const keys: string[] = await stub.log.keys(publicUrl);
  return { v: 1, receipt: receiptOf(call), notices: facts.notices, keys, proofs };
}
