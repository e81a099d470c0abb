/** Owns whether a code may be sent to whoever is to sign an authorisation; must not know HTTP answers, or send it. */
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import type { ToSign } from '../tenant/authorisation/sign.ts';
import { smsOf } from './codes.ts';
import { type ProofCodeCall, phoneIn, sendProofCode } from './proof-codes.ts';

/** @param id the authorisation's */
export async function sendSignerCode(
  call: ProofCodeCall,
  id: string,
  body: unknown,
): Promise<{ taken: true } | Refusal> {
  const { stub } = call;
  const phone = phoneIn(body);
  if (isRefusal(phone)) return phone;
  const asked: ToSign | null = await stub.authorisationToSign(id);
  if (asked === null) return refuse('not_found');
  if (asked.hasEnded) return refuse('link_gone');
  const sms = await smsOf(stub);
  if (isRefusal(sms)) return sms;
  if (sms === null) return refuse('invalid_request', [{ path: 'phone', code: 'sms_not_configured' }]);
  if (!asked.means.code) return refuse('signing_unavailable');
  return sendProofCode(call, { sms, purpose: `authorisation/${id}`, phone }, (phoneKeys) =>
    stub.isSigner(id, phoneKeys),
  );
}
