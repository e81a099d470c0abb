/** Owns a visitor's wish for a code by SMS, from its body to the vendor's answer; must not know HTTP answers. */
import * as z from 'zod';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { fieldsOf, isSmsVerified } from '../../contract/form.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { keyedDigests } from '../sealing/tenant-keys.ts';
import { codeLifeMinutes, codeMessage, mintCode } from '../sms/code.ts';
import { type SmsSettings, sendCode } from '../sms/send-code.ts';
import { addressAsker, rangeOf } from '../sms/send-limits.ts';
import type { CodeRequest, StandingCode } from '../tenant/codes.ts';
import type { Arrival } from './arrival.ts';
import { type SolvedChallenge, solvedChallenge } from './challenge.ts';
import { publishedForm } from './published-forms.ts';
import { readShape } from './read-shape.ts';
import { challengeLimit } from './submission-schema.ts';
import { type TenantStub, tenantChallengeKeys, tenantKeys } from './tenants.ts';

export const codeRequestSchema = z
  .strictObject({
    phone: z.string().max(40),
    form: z.string().max(63),
    challenge: z.string().max(challengeLimit).optional().meta({
      description: 'as in a submission; asked for where settings.challenge is on, each good for one code',
    }),
  })
  .meta({ id: 'CodeRequest' });

/**
 * Sends a code to a phone that one of the form's accepted versions asks to have proven. The answer is the same for
 * every phone, known to the tenant or not. The challenge comes first: each message costs its asker a sum.
 */
export async function sendPhoneCode(
  arrival: Arrival,
  body: Record<string, unknown>,
): Promise<{ sent: true } | Refusal> {
  const { env, gate, stub, tenant, nowMs } = arrival;
  const isAsked = gate.challenge === 'on';
  const challenge = isAsked
    ? await solvedChallenge(await tenantChallengeKeys(env, tenant), body.challenge)
    : null;
  if (isAsked && (challenge === null || challenge.expiresAtMs < nowMs)) return refuse('challenge_failed');
  const shape = readShape(codeRequestSchema, body);
  if (!shape.success) {
    return refuse(
      'invalid_request',
      shape.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: 'invalid_shape' })),
    );
  }
  const asked = await asksForCode(stub, tenant, shape.data.form, nowMs);
  if (asked === null) return refuse('unknown_form');
  if (!asked) return refuse('invalid_request', [{ path: 'form', code: 'sms_not_asked' }]);
  const phone = normalisePhone(shape.data.phone);
  if (!isMobile(phone)) return refuse('invalid_values', [{ path: 'phone', code: 'invalid_phone' }]);
  const sms = await smsOf(stub);
  if (isRefusal(sms)) return sms;
  if (sms === null) return refuse('invalid_request', [{ path: 'form', code: 'sms_not_configured' }]);
  return issueAndSend(arrival, sms, phone, challenge);
}

/** Whether a version that submissions are taken for asks for a code; null when there is no such version. */
async function asksForCode(
  stub: TenantStub,
  tenant: string,
  form: string,
  nowMs: number,
): Promise<boolean | null> {
  const versions = await stub.forms.acceptedVersions(form, nowMs);
  if (versions.length === 0) return null;
  for (const version of versions) {
    const bundle = await publishedForm(stub, tenant, form, version);
    if (bundle !== null && fieldsOf(bundle.form).some(isSmsVerified)) return true;
  }
  return false;
}

/** `settings.sms` with the secret of its provider in clear, null when nothing is set up, or `key_missing`. */
export async function smsOf(stub: TenantStub): Promise<SmsSettings | null | Refusal> {
  const { sms } = (await stub.profile.view()).settings;
  if (sms === undefined) return null;
  const key = sms.provider === 'aliyun' ? 'accessKeySecret' : sms.provider === 'tencent' ? 'secretKey' : null;
  const secret: string | null | Refusal = key === null ? null : await stub.profile.secret(`sms.${key}`);
  if (isRefusal(secret)) return secret;
  return key === null || secret === null ? sms : { ...sms, [key]: secret };
}

/** The code is noted before it leaves, so that two wishes at once send one message; the vendor is asked outside the object. */
async function issueAndSend(
  { env, stub, tenant, address, nowMs }: Arrival,
  sms: SmsSettings,
  phone: string,
  challenge: SolvedChallenge | null,
): Promise<{ sent: true } | Refusal> {
  const keys = await tenantKeys(env, tenant);
  const code = mintCode((bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  const [phoneKeys, [rangeKey], [digest]] = await Promise.all([
    keyedDigests(keys, 'phone', phone),
    keyedDigests(keys, 'phone-range', rangeOf(phone)),
    keyedDigests(keys, 'code', codeMessage('submission', phone, code)),
  ]);
  if (rangeKey === undefined || digest === undefined) throw new Error('a tenant without keys');
  const request: CodeRequest = {
    phoneKeys,
    rangeKey,
    askers: address === null ? [] : [addressAsker(address)],
    challenge,
    code: digest,
    atMs: nowMs,
  };
  const issued: { earlier: StandingCode | null } | Refusal = await stub.codes.issue(request);
  if ('refused' in issued) return issued;
  const message = { phone, code, minutes: codeLifeMinutes };
  const sent = await sendCode(tenant, sms, message, nowMs, env.JINJIAN_TARGETS === 'any');
  if (sent.outcome === 'sent') return { sent: true };
  // For the operator: the provider and its reason, nothing of the person.
  console.error('an SMS code was not sent', tenant, sms.provider, sent.reason);
  await stub.codes.takeBack(request, issued.earlier, sent.outcome === 'unknown');
  return refuse('code_not_sent');
}
