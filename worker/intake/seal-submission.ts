/** Owns the sealing of a judged submission before storage sees it; must not judge or store. */
import { toHalfWidth } from '../../contract/fields/text-form.ts';
import { fieldsOf, isSmsVerified, type PublishedForm, type Values } from '../../contract/form.ts';
import type { PublishedNotice } from '../../contract/notice.ts';
import type { Grant, Submission } from '../../contract/submission.ts';
import { toBase64Url } from '../encoding/bytes.ts';
import { sha256 } from '../encoding/digest.ts';
import {
  type ConsentRecord,
  type Controller,
  consentRecord,
  shownByClient,
} from '../ledger/consent-record.ts';
import { type SaltedRecord, unboundLeaf } from '../ledger/leaf.ts';
import type { TimedTouch } from '../referral/attribute.ts';
import { isLinkCode } from '../referral/link-code.ts';
import { answerFacts } from '../routing/facts.ts';
import { seal } from '../sealing/envelope.ts';
import { keyedDigests, type TenantKeys } from '../sealing/tenant-keys.ts';
import { codeMessage } from '../sms/code.ts';
import type { SealedSubmission } from '../tenant/accept.ts';
import type { CodeProof } from '../tenant/codes.ts';
import { evidenceContext, type LeadContent, type LeadEvidence, leadContext } from '../tenant/lead-content.ts';
import { fingerprintText, phoneOf } from '../tenant/lead-digests.ts';
import { shownCostSheet } from './cost-sheet.ts';

export interface Sealing {
  tenant: string;
  controller: Controller;
  /** The texts that the form pins. */
  notices: readonly PublishedNotice[];
  keys: TenantKeys;
  nowMs: number;
  random: (bytes: number) => Uint8Array;
}

/** The part of a submission that is sealed or made from its content. */
export type SealedContent = Omit<
  SealedSubmission,
  'flags' | 'challenge' | 'address' | 'network' | 'unlessKnown'
>;

/** Seals values and consent records under a fresh key each; what stays readable tells nobody who it is. */
export async function sealSubmission(
  form: PublishedForm,
  submission: Submission,
  values: Values,
  sealing: Sealing,
): Promise<SealedContent> {
  const { tenant, keys, nowMs } = sealing;
  const submissionKey = sha256(submission.id).subarray(0, 16);
  const phone = phoneOf(form, values);
  const [fingerprints, phoneKeys, receiptSecrets] = await Promise.all([
    keyedDigests(keys, 'fingerprint', fingerprintText(submission.form, values, submission.grants)),
    phone === undefined ? [] : keyedDigests(keys, 'phone', phone),
    // Of the id alone, which only its maker knows: the same submission again is given the same.
    keyedDigests(keys, 'receipt-secret', submission.id),
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
    receiptSecrets,
    form: form.id,
    formVersion: form.version,
    touches: touchesOf(submission, nowMs),
    decisions: submission.grants.map(({ notice, version, decision, channels }) => ({
      notice,
      version,
      decision,
      channels,
    })),
    answers: answerFacts(form, values),
    leaves: salted.map(({ salt, record }) => unboundLeaf(record, salt)),
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
  const notice = sealing.notices.find(({ id }) => id === grant.notice);
  return consentRecord({
    tenant: sealing.tenant,
    controller: sealing.controller,
    submission: toBase64Url(sha256(submission.id)),
    channel: 'form',
    form,
    notice: { id: grant.notice, version: grant.version, digest: grant.digest, validity: notice?.validity },
    decision: grant.decision,
    channels: grant.channels,
    atMs: sealing.nowMs,
    locale: form.locale,
    subject,
    phoneVerified: phoneVerified ? true : undefined,
    declarations: submission.declarations?.adult ? { adult: true } : undefined,
    ...shownByClient(grant.presentation),
    costSheet: shownCostSheet(form, submission),
    page: submission.page,
    startedAt: submission.startedAt,
    sdk: submission.sdk,
    ref: submission.ref !== undefined && isLinkCode(submission.ref) ? submission.ref : undefined,
  });
}

/** Touches that could be codes; `ref`, the code of this very visit, counts as now. Anything else is noise, not an error. */
function touchesOf(submission: Submission, nowMs: number): TimedTouch[] {
  const touches = (submission.touches ?? []).map((touch) => ({ ref: touch.ref, atMs: Date.parse(touch.at) }));
  if (submission.ref !== undefined) touches.push({ ref: submission.ref, atMs: nowMs });
  return touches.filter((touch) => isLinkCode(touch.ref));
}
