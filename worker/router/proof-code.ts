/** Owns a wish for a code by which someone proves to be an applicant, from the request to the answer; no rules. */
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { arrivalOf } from '../intake/arrival.ts';
import type { ProofCodeCall } from '../intake/proof-codes.ts';
import { gateOf, type TenantStub } from '../intake/tenants.ts';
import { empty } from './answer.ts';
import type { Call } from './call.ts';
import { readObject, submissionLimit } from './read-body.ts';

/** Counts the wish against the address's minute, then hands it on. */
export async function takeProofCode(
  { request, env, nowMs, execution }: Call,
  { tenant, stub }: { tenant: string; stub: TenantStub },
  send: (call: ProofCodeCall, body: unknown) => Promise<{ taken: true } | Refusal>,
): Promise<Response | Refusal> {
  const gate = await gateOf(stub, tenant);
  const { address, network } = await arrivalOf(request, { env, tenant, stub, gate, nowMs });
  const limited: Refusal | null = address === null ? null : await stub.limits.take('code', address, network);
  if (limited !== null) return limited;
  const read = await readObject(request, submissionLimit);
  if (isRefusal(read)) return read;
  const later = (work: Promise<void>) => execution.waitUntil(work);
  const outcome = await send({ env, stub, tenant, address, nowMs, later }, read.object);
  return isRefusal(outcome) ? outcome : empty(202);
}
