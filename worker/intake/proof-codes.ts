/** Owns the sending of a code to whoever must prove to be a lead's applicant, to their own phone only; must not know HTTP answers. */
import * as z from 'zod';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { keyedDigests } from '../sealing/tenant-keys.ts';
import { type CodePurpose, codeLifeMinutes, codeMessage, mintCode } from '../sms/code.ts';
import { type SmsSettings, sendCode } from '../sms/send-code.ts';
import { addressAsker, linkAsker, rangeOf } from '../sms/send-limits.ts';
import type { CodeRequest, StandingCode } from '../tenant/codes.ts';
import { readShape } from './read-shape.ts';
import { type TenantStub, tenantKeys } from './tenants.ts';

export const proofCodeSchema = z.strictObject({ phone: z.string().max(40) }).meta({ id: 'ProofCodeRequest' });

export interface ProofCodeCall {
  env: Env;
  stub: TenantStub;
  tenant: string;
  /** Keyed digest of the client's address; null when it is unknown or the tenant limits nobody by it. */
  address: string | null;
  nowMs: number;
  /** Runs what the answer does not wait for. */
  later: (work: Promise<void>) => void;
}

/** The mobile number in a body, or the refusal. */
export function phoneIn(body: unknown): string | Refusal {
  const shape = readShape(proofCodeSchema, body);
  if (!shape.success) return refuse('invalid_request', [{ path: 'phone', code: 'invalid_shape' }]);
  const phone = normalisePhone(shape.data.phone);
  return isMobile(phone) ? phone : refuse('invalid_values', [{ path: 'phone', code: 'invalid_phone' }]);
}

/**
 * Answer, limits and time are the same whether the phone is the applicant's or not, so that nobody can try numbers here:
 * only theirs gets a message, sent after the answer. No challenge is asked for: the link is unguessable, is counted, and
 * brings messages to one phone.
 * @param purpose names the link, too
 */
export async function sendProofCode(
  call: ProofCodeCall,
  { sms, purpose, phone }: { sms: SmsSettings; purpose: CodePurpose; phone: string },
  isOwnPhone: (phoneKeys: Uint8Array[]) => Promise<boolean>,
): Promise<{ taken: true } | Refusal> {
  const { env, stub, tenant, address, nowMs, later } = call;
  const keys = await tenantKeys(env, tenant);
  const code = mintCode((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const [phoneKeys, [rangeKey], [digest]] = await Promise.all([
    keyedDigests(keys, 'phone', phone),
    keyedDigests(keys, 'phone-range', rangeOf(phone)),
    keyedDigests(keys, 'code', codeMessage(purpose, phone, code)),
  ]);
  if (rangeKey === undefined || digest === undefined) throw new Error('a tenant without keys');
  const isOwn = await isOwnPhone(phoneKeys);
  const request: CodeRequest = {
    phoneKeys,
    rangeKey,
    askers: [linkAsker(purpose), ...(address === null ? [] : [addressAsker(address)])],
    challenge: null,
    code: isOwn ? digest : null,
    atMs: nowMs,
  };
  const issued: { earlier: StandingCode | null } | Refusal = await stub.codes.issue(request);
  if ('refused' in issued) return issued;
  if (isOwn) later(send(call, sms, { phone, code }, request));
  return { taken: true };
}

/** A send that fails is for the operator to see. The phone's wait stays: giving it back would tell whose phone it was. */
async function send(
  { env, stub, tenant, nowMs }: ProofCodeCall,
  sms: SmsSettings,
  { phone, code }: { phone: string; code: string },
  request: CodeRequest,
): Promise<void> {
  const message = { phone, code, minutes: codeLifeMinutes };
  const sent = await sendCode(tenant, sms, message, nowMs, env.JINJIAN_TARGETS === 'any');
  if (sent.outcome === 'sent') return;
  console.error('an SMS code was not sent', tenant, sms.provider, sent.reason);
  if (sent.outcome === 'failed') await stub.codes.giveBackCost(request.atMs);
}
