/** Owns the judgement of a decision on an authorisation, from its body to the tenant's transaction; no HTTP answers. */
import * as z from 'zod';
import {
  canBeSigned,
  type SignedDocumentTerms,
  type SignerTrait,
  validityOf,
} from '../../contract/authorisation.ts';
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { toHalfWidth } from '../../contract/fields/text-form.ts';
import { judgePresentation } from '../../contract/judge-presentation.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { toBase64Url } from '../encoding/bytes.ts';
import type { Env } from '../env.ts';
import { type ConsentRecord, consentRecord, shownByClient } from '../ledger/consent-record.ts';
import { leafOf, type SaltedRecord } from '../ledger/leaf.ts';
import { seal } from '../sealing/envelope.ts';
import { keyedDigests, type TenantKeys } from '../sealing/tenant-keys.ts';
import { codeMessage } from '../sms/code.ts';
import type { DecidedView, SealedSigning, SigningProof, ToSign } from '../tenant/authorisation/sign.ts';
import { decisionContext } from '../tenant/decisions.ts';
import type { Gate } from '../tenant/gate.ts';
import { readSecret } from '../tenant/rights/receipt-secret.ts';
import { readShape } from './read-shape.ts';
import type { Signer } from './signer.ts';
import { presentationSchema } from './submission-schema.ts';
import { type TenantStub, tenantKeys } from './tenants.ts';

export const signingSchema = z
  .strictObject({
    decision: z.enum(['granted', 'refused']),
    digest: z.string().max(80),
    presentation: presentationSchema.optional(),
    confirmed: z
      .array(z.enum(['name', 'id_number']))
      .max(2)
      .optional()
      .meta({ description: 'what the page showed of the signer, masked, and the signer confirmed' }),
    phone: z.string().max(40).optional(),
    code: z.string().max(10).optional().meta({ description: 'sent to the lead’s phone by …/codes' }),
    phoneCode: z.string().max(10).optional().meta({ description: 'its name of before', deprecated: true }),
    receiptSecret: z.string().max(100).optional().meta({
      description:
        'the fragment of the receipt’s address as the submission was answered with; not for credit notices',
    }),
  })
  .meta({ id: 'Signing' });

type Shape = z.infer<typeof signingSchema>;

export interface SigningCall {
  env: Env;
  stub: TenantStub;
  tenant: string;
  gate: Gate;
  /** The authorisation's id. */
  id: string;
  signer: Signer;
  nowMs: number;
}

export interface SignedAnswer {
  decided: DecidedView;
  isReplay: boolean;
}

/**
 * Text, then what was decided before, then how it was shown and read, then who signs. Refusing asks for the tap alone:
 * it must be as easy as agreeing.
 */
export async function takeSigning(call: SigningCall, body: unknown): Promise<SignedAnswer | Refusal> {
  const { stub, id } = call;
  const shape = readShape(signingSchema, body);
  if (!shape.success) {
    return refuse(
      'invalid_request',
      shape.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), code: 'invalid_shape' })),
    );
  }
  const asked: ToSign | null = await stub.authorisationToSign(id);
  if (asked === null) return refuse('not_found');
  if (shape.data.digest !== asked.notice.digest) return refuse('consent_outdated');
  const { decided } = asked;
  if (decided !== null) {
    return decided.decision === shape.data.decision
      ? { decided, isReplay: true }
      : refuse('authorisation_decided');
  }
  if (asked.hasEnded) return refuse('link_gone');
  const isGranted = shape.data.decision === 'granted';
  // What is signed at a provider is decided by what the provider says, and by nothing that is posted here.
  if (isGranted && (!canBeSigned(asked.means) || asked.means.eSign)) return refuse('signing_unavailable');
  const refused = isGranted ? judgeGrant(call, asked, shape.data) : null;
  if (refused !== null) return refused;
  const signing = await seals(call, asked, shape.data);
  if (isRefusal(signing)) return signing;
  const outcome: SignedAnswer | Refusal = await stub.sign(signing);
  return outcome;
}

/** How the text was shown and read, by the browser's measure and by the server's own. */
export function judgeGrant(
  { gate, nowMs }: Pick<SigningCall, 'gate' | 'nowMs'>,
  asked: ToSign,
  shape: Pick<Shape, 'presentation'>,
): Refusal | null {
  const { notice, openedAtMs } = asked;
  const { presentation } = shape;
  return (
    judgeReading(notice, openedAtMs, nowMs) ??
    (presentation?.scrolledToEnd === false
      ? refuse('read_too_fast', [{ path: 'presentation.scrolledToEnd', code: 'not_read_to_end' }])
      : null) ??
    judgePresentation(gate.presentation, [
      {
        notice: notice.id,
        version: notice.version,
        digest: notice.digest,
        decision: 'granted',
        ...(presentation === undefined ? {} : { presentation }),
      },
    ])
  );
}

/** Null once the page has been open for as long as its text asks; else `read_too_fast` with the seconds left. */
export function judgeReading(
  { minReadingSeconds = 0 }: PublishedNotice,
  openedAtMs: number | null,
  nowMs: number,
): Refusal | null {
  const readMs = openedAtMs === null ? 0 : nowMs - openedAtMs;
  const seconds = Math.ceil((minReadingSeconds * 1000 - readMs) / 1000);
  return seconds <= 0
    ? null
    : refuse('read_too_fast', [{ path: 'decision', code: 'reading_time_left', params: { seconds } }]);
}

/** The decision with its record sealed; for a grant, with what proves who signs. */
async function seals(call: SigningCall, asked: ToSign, shape: Shape): Promise<SealedSigning | Refusal> {
  const { env, tenant, id } = call;
  const keys = await tenantKeys(env, tenant);
  const isGranted = shape.decision === 'granted';
  const proof = isGranted ? await proofOf(keys, id, asked, shape) : null;
  if (proof !== null && 'refused' in proof) return proof;
  return sealedSigning(call, keys, asked, shape, proof);
}

/** What of a call and its body a record is made from. */
type RecordedCall = Pick<SigningCall, 'tenant' | 'id' | 'nowMs'> & {
  /** None where it was decided elsewhere. */
  signer: Signer;
  /** By the server's clock; since the page's first opening unless given. */
  readingMs?: number | undefined;
};
type RecordedShape = Pick<Shape, 'decision' | 'presentation' | 'confirmed'>;

export async function sealedSigning(
  call: RecordedCall,
  keys: TenantKeys,
  asked: ToSign,
  shape: RecordedShape,
  proof: SigningProof | null,
): Promise<SealedSigning> {
  const { tenant, id, nowMs } = call;
  const isGranted = shape.decision === 'granted';
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const record = recordOf(call, asked, shape, proof);
  const salted: SaltedRecord = { salt: toBase64Url(salt), record };
  return {
    id,
    decision: shape.decision,
    proof,
    flags: isGranted && shape.presentation?.trusted === false ? ['untrusted_consent'] : [],
    leaf: leafOf(record, salt),
    envelope: await seal(keys, decisionContext(tenant, asked.lead), salted),
    atMs: nowMs,
  };
}

/**
 * The code, else the secret where the text takes one: the first that came with the decision. That somebody holds the link
 * and knows the phone number proves nothing: the tenant's people do. What was typed is kept as keyed digests only.
 */
async function proofOf(
  keys: TenantKeys,
  id: string,
  { means }: ToSign,
  shape: Shape,
): Promise<SigningProof | Refusal> {
  const refusal = (path: string, code: string) => refuse('invalid_values', [{ path, code }]);
  const code = toHalfWidth(shape.code ?? shape.phoneCode ?? '').trim();
  const phone = normalisePhone(shape.phone ?? '');
  const isBySecret = means.receipt && (code === '' || !means.code) && shape.receiptSecret !== undefined;
  if (!isBySecret && !means.code) return refusal('receiptSecret', 'receipt_secret_required');
  if (!isBySecret && phone === '') return refusal('phone', 'required');
  if (phone !== '' && !isMobile(phone)) return refusal('phone', 'invalid_phone');
  const phoneKeys = phone === '' ? null : await keyedDigests(keys, 'phone', phone);
  if (isBySecret) {
    const secret = readSecret(shape.receiptSecret ?? '');
    return secret === null
      ? refusal('receiptSecret', 'invalid_receipt_secret')
      : { method: 'receipt_secret', secret, phoneKeys };
  }
  if (code === '') return refusal('code', 'code_required');
  const codes = await keyedDigests(keys, 'code', codeMessage(`authorisation/${id}`, phone, code));
  return { method: 'phone_code', phoneKeys: phoneKeys ?? [], codes };
}

/** What was confirmed of what there was to confirm; undefined for none. */
function confirmedOf({ traits }: ToSign, { confirmed = [] }: RecordedShape): SignerTrait[] | undefined {
  const own = traits.filter((trait) => confirmed.includes(trait));
  return own.length === 0 ? undefined : own;
}

/** What is kept of the decision, sealed: `authorisation` is its signature block (电子签名法 art. 13). */
function recordOf(
  call: RecordedCall,
  asked: ToSign,
  shape: RecordedShape,
  proof: SigningProof | null,
): ConsentRecord {
  const { tenant, id, nowMs, signer } = call;
  const { notice, openedAtMs, lead, form } = asked;
  const openMs = openedAtMs === null ? undefined : nowMs - openedAtMs;
  return consentRecord({
    tenant,
    controller: asked.controller,
    lead,
    channel: 'authorisation',
    form,
    // The days that hold where the notice names none are in the record too.
    notice: { ...notice, validity: validityOf(notice) },
    decision: shape.decision,
    atMs: nowMs,
    locale: notice.locale,
    subject: proof === null ? undefined : (asked.subject ?? undefined),
    phoneVerified: proof?.method === 'phone_code' ? true : undefined,
    ...shownByClient(shape.presentation),
    authorisation: {
      id,
      method: proof?.method,
      confirmed: proof === null ? undefined : confirmedOf(asked, shape),
      document: documentOf(proof),
      readingMs: call.readingMs ?? openMs,
      // Of someone who refuses nothing is kept that need not be.
      ...(proof === null ? {} : signer),
    },
  });
}

function documentOf(proof: SigningProof | null): SignedDocumentTerms | undefined {
  return proof?.method === 'e_sign' ? proof.document : undefined;
}
