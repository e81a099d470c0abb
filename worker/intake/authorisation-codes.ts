/** Owns the sending of a code to whoever is to sign an authorisation, to their own phone only; must not know HTTP answers. */
import * as z from 'zod';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { keyedDigests } from '../sealing/tenant-keys.ts';
import { codeLifeMinutes, codeMessage, mintCode } from '../sms/code.ts';
import { type SmsSettings, sendCode } from '../sms/send-code.ts';
import type { ToSign } from '../tenant/authorisation/sign.ts';
import type { StandingCode } from '../tenant/codes.ts';
import type { SigningCall } from './authorisations.ts';
import { smsOf } from './codes.ts';
import { readShape } from './read-shape.ts';
import { tenantKeys } from './tenants.ts';

export const signerCodeSchema = z
  .strictObject({ phone: z.string().max(40) })
  .meta({ id: 'SignerCodeRequest' });

/**
 * Takes a wish for a code. Answer, limits and time are the same whether the phone is the applicant's or not, so that
 * nobody can try numbers here: only theirs gets a message, sent after the answer.
 * @param later runs what the answer does not wait for
 */
export async function sendSignerCode(
  call: Omit<SigningCall, 'gate'>,
  body: unknown,
  later: (work: Promise<void>) => void,
): Promise<{ taken: true } | Refusal> {
  const { env, stub, tenant, id, nowMs } = call;
  const shape = readShape(signerCodeSchema, body);
  if (!shape.success) return refuse('invalid_request', [{ path: 'phone', code: 'invalid_shape' }]);
  const asked: ToSign | null = await stub.authorisationToSign(id);
  if (asked === null) return refuse('not_found');
  if (asked.hasEnded) return refuse('link_gone');
  const phone = normalisePhone(shape.data.phone);
  if (!isMobile(phone)) return refuse('invalid_values', [{ path: 'phone', code: 'invalid_phone' }]);
  const sms = await smsOf(stub);
  if (isRefusal(sms)) return sms;
  if (sms === null) return refuse('invalid_request', [{ path: 'phone', code: 'sms_not_configured' }]);
  const keys = await tenantKeys(env, tenant);
  const code = mintCode((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const [phoneKeys, [digest]] = await Promise.all([
    keyedDigests(keys, 'phone', phone),
    keyedDigests(keys, 'code', codeMessage(`authorisation/${id}`, phone, code)),
  ]);
  if (digest === undefined) throw new Error('a tenant without keys');
  const isSigner = await stub.isSigner(id, phoneKeys);
  const issued: { earlier: StandingCode | null } | Refusal = await stub.codes.issue({
    phoneKeys,
    code: isSigner ? digest : null,
    atMs: nowMs,
  });
  if ('refused' in issued) return issued;
  if (isSigner) later(send(call, sms, phone, code));
  return { taken: true };
}

/** A send that fails is for the operator to see. The wait stays: giving it back would tell whose phone it was. */
async function send(
  { env, tenant, nowMs }: Omit<SigningCall, 'gate'>,
  sms: SmsSettings,
  phone: string,
  code: string,
): Promise<void> {
  const message = { phone, code, minutes: codeLifeMinutes };
  const sent = await sendCode(tenant, sms, message, nowMs, env.JINJIAN_TARGETS === 'any');
  if (sent.outcome !== 'sent') {
    console.error('an SMS code was not sent', tenant, sms.provider, sent.reason);
  }
}
