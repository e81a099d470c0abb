/** Owns the sealing of a judged submission before storage sees it; must not judge or store. */
import { toHalfWidth } from '../../contract/fields/text-form.ts';
import { fieldsOf, isSmsVerified, type PublishedForm, type Values } from '../../contract/form.ts';
import type { Grant, Submission } from '../../contract/submission.ts';
import { toBase64Url } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import { type ConsentRecord, leafOf, type SaltedRecord } from '../ledger/leaf.ts';
import type { TimedTouch } from '../referral/attribute.ts';
import { isLinkCode } from '../referral/link-code.ts';
import { seal } from '../sealing/envelope.ts';
import { keyedDigests, type TenantKeys } from '../sealing/tenant-keys.ts';
import { codeMessage } from '../sms/code.ts';
import type { SealedSubmission } from '../tenant/accept.ts';
import type { CodeProof } from '../tenant/codes.ts';
import { evidenceContext, type LeadContent, type LeadEvidence, leadContext } from '../tenant/lead-content.ts';
import { fingerprintText, phoneOf } from '../tenant/lead-digests.ts';

export interface Sealing {
  tenant: string;
  keys: TenantKeys;
  nowMs: number;
  random: (bytes: number) => Uint8Array;
}

/** The part of a submission that is sealed or made from its content. */
export type SealedContent = Omit<SealedSubmission, 'flags' | 'challenge' | 'address' | 'unlessKnown'>;

/** Seals values and consent records under a fresh key each; what stays readable says nothing about anyone. */
export async function sealSubmission(
  form: PublishedForm,
  submission: Submission,
  values: Values,
  sealing: Sealing,
): Promise<SealedContent> {
  const { tenant, keys, nowMs } = sealing;
  const submissionKey = sha256(submission.id).subarray(0, 16);
  const phone = phoneOf(form, values);
  const [fingerprints, phoneKeys] = await Promise.all([
    keyedDigests(keys, 'fingerprint', fingerprintText(submission.form, values, submission.grants)),
    phone === undefined ? [] : keyedDigests(keys, 'phone', phone),
  ]);
  const proof = await proofOf(form, submission, values, keys);
  const subject = phoneKeys[0] === undefined ? undefined : toBase64Url(phoneKeys[0]);
  const salted = submission.grants.map((grant) => {
    const salt = sealing.random(32);
    return {
      salt,
      record: recordOf(form, submission, grant, { subject, phoneVerified: proof !== undefined }, sealing),
    };
  });
  const records: SaltedRecord[] = salted.map(({ salt, record }) => ({ salt: toBase64Url(salt), record }));
  const content: LeadContent = {
    values,
    ...(submission.utm === undefined ? {} : { utm: submission.utm }),
  };
  const evidence: LeadEvidence = { records };
  const envelopes = await Promise.all([
    seal(keys, leadContext(tenant, submissionKey), content),
    seal(keys, evidenceContext(tenant, submissionKey), evidence),
  ]);
  return {
    submission: submissionKey,
    fingerprints,
    phoneKeys,
    form: form.id,
    formVersion: form.version,
    touches: touchesOf(submission, nowMs),
    decisions: submission.grants.map(({ notice, version, decision }) => ({ notice, version, decision })),
    leaves: salted.map(({ salt, record }) => leafOf(record, salt)),
    envelope: envelopes[0],
    evidence: envelopes[1],
    ...(proof === undefined ? {} : { proof }),
    atMs: nowMs,
  };
}

/** What the submission offers for the phone that must be proven; undefined when no such phone was asked for or given. */
async function proofOf(
  form: PublishedForm,
  submission: Submission,
  values: Values,
  keys: TenantKeys,
): Promise<CodeProof | undefined> {
  const field = fieldsOf(form).find(isSmsVerified);
  const phone = field === undefined ? undefined : values[field.id];
  if (field === undefined || typeof phone !== 'string') return undefined;
  const code = submission.phoneCode?.trim() ?? '';
  const [phoneKeys, codes] = await Promise.all([
    keyedDigests(keys, 'phone', phone),
    code === '' ? [] : keyedDigests(keys, 'code', codeMessage('submission', phone, toHalfWidth(code))),
  ]);
  return { field: field.id, phoneKeys, codes };
}

/** `phoneVerified` tells how it will be: without the right code the record is never kept. */
function recordOf(
  form: PublishedForm,
  submission: Submission,
  grant: Grant,
  { subject, phoneVerified }: { subject: string | undefined; phoneVerified: boolean },
  sealing: Sealing,
): ConsentRecord {
  return {
    v: 1,
    tenant: sealing.tenant,
    submission: submission.id,
    form: { id: form.id, version: form.version, digest: form.digest },
    notice: { id: grant.notice, version: grant.version, digest: grant.digest },
    decision: grant.decision,
    at: new Date(sealing.nowMs).toISOString(),
    locale: form.locale,
    ...(subject === undefined ? {} : { subject }),
    ...(phoneVerified ? { phoneVerified: true as const } : {}),
    ...(grant.presentation === undefined ? {} : { presentation: grant.presentation }),
    ...(submission.page === undefined ? {} : { page: submission.page }),
    ...(submission.startedAt === undefined ? {} : { startedAt: submission.startedAt }),
    ...(submission.sdk === undefined ? {} : { sdk: submission.sdk }),
  };
}

/** Touches that could be codes; `ref`, the code of this very visit, counts as now. Anything else is noise, not an error. */
function touchesOf(submission: Submission, nowMs: number): TimedTouch[] {
  const touches = (submission.touches ?? []).map((touch) => ({ ref: touch.ref, atMs: Date.parse(touch.at) }));
  if (submission.ref !== undefined) touches.push({ ref: submission.ref, atMs: nowMs });
  return touches.filter((touch) => isLinkCode(touch.ref));
}
