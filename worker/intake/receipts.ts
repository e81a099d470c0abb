/** Owns how a receipt id finds its tenant, and how what its holder shows becomes digests, or a code's sending; no HTTP. */
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { toHalfWidth } from '../../contract/fields/text-form.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { Env } from '../env.ts';
import { keyedDigests } from '../sealing/tenant-keys.ts';
import { codeMessage } from '../sms/code.ts';
import type { Claim } from '../tenant/rights/phone-check.ts';
import { readSecret } from '../tenant/rights/receipt-secret.ts';
import { smsOf } from './codes.ts';
import { type ProofCodeCall, phoneIn, sendProofCode } from './proof-codes.ts';
import { findTenant, type TenantStub, tenantKeys } from './tenants.ts';

export interface ReceiptHolder {
  tenant: string;
  stub: TenantStub;
}

/** The tenant whose receipt this could be, or null. Whether it is one is for the tenant's object to say. */
export async function holderOf(env: Env, receipt: string): Promise<ReceiptHolder | null> {
  const tenant = /^rc_([a-z0-9-]{3,31})_[a-z2-7]{26}$/.exec(receipt)?.[1];
  const stub = tenant === undefined ? null : await findTenant(env, tenant);
  return tenant === undefined || stub === null ? null : { tenant, stub };
}

const longestTyped = 100;

function textOf(member: unknown): string {
  return typeof member === 'string' && member.length <= longestTyped ? member : '';
}

/** What is no phone is no error: it is a wrong phone. An empty code or secret is one that was not offered. */
export async function claimOf(
  env: Env,
  tenant: string,
  receipt: string,
  body: Record<string, unknown>,
): Promise<Claim> {
  const keys = await tenantKeys(env, tenant);
  const phone = normalisePhone(textOf(body.phone));
  const code = toHalfWidth(textOf(body.code)).trim();
  const secret = textOf(body.receiptSecret);
  const [phoneKeys, codes] = await Promise.all([
    isMobile(phone) ? keyedDigests(keys, 'phone', phone) : [],
    code === '' ? null : keyedDigests(keys, 'code', codeMessage(`receipt/${receipt}`, phone, code)),
  ]);
  return { phoneKeys, codes, secret: secret === '' ? null : (readSecret(secret) ?? new Uint8Array()) };
}

/** Sends a code to whoever has a receipt and would show that it is theirs. */
export async function sendReceiptCode(
  call: ProofCodeCall,
  receipt: string,
  body: unknown,
  { isPhoneUnproven }: { isPhoneUnproven: boolean },
): Promise<{ taken: true } | Refusal> {
  const { stub } = call;
  const phone = phoneIn(body);
  if (isRefusal(phone)) return phone;
  const sms = await smsOf(stub);
  if (isRefusal(sms)) return sms;
  const refusal = (code: string) => refuse('invalid_request', [{ path: 'phone', code }]);
  if (sms === null) return refusal('sms_not_configured');
  if (isPhoneUnproven) return refusal('phone_unproven');
  return sendProofCode(call, { sms, purpose: `receipt/${receipt}`, phone }, (phoneKeys) =>
    stub.rights.isOwnPhone(receipt, phoneKeys),
  );
}
