/** Owns the one transaction that decides an authorisation: proof, ledger entry, event, deliveries; no HTTP. */
import {
  meansFor,
  type SignedDocumentTerms,
  type SignerTrait,
  type SigningMeans,
  validityOf,
} from '../../../contract/authorisation.ts';
import type { LeadFlag } from '../../../contract/event.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { Decision } from '../../../contract/submission.ts';
import { toBase64Url } from '../../encoding/bytes.ts';
import type { Controller } from '../../ledger/consent-record.ts';
import type { CodeProof, CodeStore } from '../codes.ts';
import type { TenantContext } from '../context.ts';
import { type Deciding, decide, type LaterDecision } from '../decide.ts';
import type { FormStore } from '../forms.ts';
import type { LeadRow } from '../leads.ts';
import { controllerOf } from '../profile.ts';
import { authorisationId, leadId, receiptId } from '../public-ids.ts';
import { judgePhone } from '../rights/phone-check.ts';
import { isSecretOf } from '../rights/receipt-secret.ts';
import { bytesOf, timeText } from '../rows.ts';
import type { AuthorisationRow } from './authorisation-view.ts';
import type { AuthorisationStore } from './authorisations.ts';
import type { ESignatureStore } from './e-signatures.ts';
import { namedSigner, traitsOf } from './named-signer.ts';
import { meansOf } from './signing-means.ts';

export type Signatories = Deciding & {
  authorisations: AuthorisationStore;
  forms: FormStore;
  codes: CodeStore;
  eSignatures: ESignatureStore;
};

/** What the intake needs before it can judge and seal a decision. */
export interface ToSign {
  lead: string;
  /** The tenant as it is called now. */
  controller: Controller;
  form: { id: string; version: number; digest: string };
  notice: PublishedNotice;
  /** What it may be signed with now. */
  means: SigningMeans;
  /** Keyed digest of the lead's phone, base64url; null when it has none any more. */
  subject: string | null;
  /** What its page names the signer by. */
  traits: SignerTrait[];
  /** Null when nobody has opened its page yet. */
  openedAtMs: number | null;
  /** End of its link. */
  expiresAtMs: number;
  /** What was decided already. */
  decided: DecidedView | null;
  hasEnded: boolean;
}

/** What the signer showed. Keyed digests come under every key generation. */
export type SigningProof =
  | ({ method: 'phone_code' } & Pick<CodeProof, 'phoneKeys' | 'codes'>)
  /** The phone is judged too where one was given. */
  | { method: 'receipt_secret'; secret: Uint8Array; phoneKeys: Uint8Array[] | null }
  /** In the provider's own word, which the intake has just asked for. */
  | { method: 'e_sign'; document: SignedDocumentTerms };

/** A decision judged and sealed by the intake. */
export interface SealedSigning extends Omit<LaterDecision, 'authorisation'> {
  id: string;
  decision: Decision;
  /** What proves who signs; null for a refusal, which needs no proof. */
  proof: SigningProof | null;
  flags: LeadFlag[];
  atMs: number;
}

/** What deciding answers, without the origin that the receipt's address begins with. */
export interface DecidedView {
  id: string;
  decision: Decision;
  decidedAt: string;
  validUntil?: string;
  /** For whoever has just proven to be the applicant, and nobody else. */
  receipt?: string;
  entry: { index: number; leafHash: string };
}

const dayMs = 86_400_000;

/** An authorisation as a signature needs it; null for an id that is none. */
export async function toSign(
  context: TenantContext,
  stores: Signatories,
  id: string,
): Promise<ToSign | null> {
  stores.authorisations.run(context.now());
  const row = stores.authorisations.rowOf(id);
  const lead = row === undefined ? undefined : stores.leads.row(row.lead);
  if (row === undefined || lead === undefined) return null;
  const form = stores.forms.version(lead.form, lead.form_version);
  if (form === undefined) throw new Error('a lead names a form version that is not there');
  const notice = stores.authorisations.noticeOf(row);
  return {
    lead: leadId(context, lead),
    controller: controllerOf(context.profile()),
    form: { id: form.id, version: form.version, digest: form.digest },
    notice,
    means: meansFor(notice.kind, meansOf(context, lead)),
    subject: lead.phone_key === null ? null : toBase64Url(bytesOf(lead.phone_key)),
    traits: row.state === 'open' ? traitsOf(await namedSigner(context, stores, lead)) : [],
    openedAtMs: row.opened_at,
    expiresAtMs: row.expires_at,
    decided: decidedView(context, stores, row),
    hasEnded: row.state !== 'open',
  };
}

/**
 * Decides an open authorisation. The same decision again answers the same; another is `authorisation_decided`. Of a
 * wrong phone or code the try is kept, the rest is as it was.
 */
export function sign(
  context: TenantContext,
  stores: Signatories,
  signing: SealedSigning,
): { decided: DecidedView; isReplay: boolean } | Refusal {
  stores.authorisations.run(signing.atMs);
  return context.storage.transactionSync(() => {
    const row = stores.authorisations.rowOf(signing.id);
    if (row === undefined) return refuse('not_found');
    const before = decidedView(context, stores, row);
    if (before !== null) {
      return before.decision === signing.decision
        ? { decided: before, isReplay: true }
        : refuse('authorisation_decided');
    }
    const lead = stores.leads.row(row.lead);
    if (row.state !== 'open' || lead === undefined) return refuse('link_gone');
    const { proof, atMs } = signing;
    const means = meansFor(stores.authorisations.noticeOf(row).kind, meansOf(context, lead));
    const stranger = proof === null ? null : judgeProof(context, stores, { row, lead, means }, proof, atMs);
    if (stranger !== null) return stranger;
    const { leaf, envelope } = signing;
    const { entry } = decide(context, stores, lead, { leaf, envelope, authorisation: row.number });
    if (proof?.method === 'e_sign') stores.eSignatures.signed(row.number, proof.document);
    close(context, stores, row, signing, entry);
    const after = stores.authorisations.row(row.number);
    const decided = after === undefined ? null : decidedView(context, stores, after);
    if (decided === null) throw new Error('a decision that was just made is not there');
    const isProven = signing.proof !== null;
    return {
      decided: isProven ? { ...decided, receipt: receiptId(context, lead) } : decided,
      isReplay: false,
    };
  });
}

/** The row as it is once decided: a grant holds for its days, and takes the place of one on an older text. */
function close(
  context: TenantContext,
  stores: Signatories,
  row: AuthorisationRow,
  { decision, proof, flags, atMs }: SealedSigning,
  entry: number,
): void {
  const isGranted = decision === 'granted';
  const validity = isGranted ? validityOf(stores.authorisations.noticeOf(row)) : undefined;
  const untilMs = validity === undefined ? null : atMs + validity.days * dayMs;
  if (isGranted) {
    for (const other of stores.authorisations.rowsOf(row.lead)) {
      const isOlder = other.notice === row.notice && other.state === 'granted';
      if (isOlder) stores.authorisations.end(other.number, 'superseded');
    }
  }
  context.sql.exec(
    `UPDATE authorisations SET state = ?, decided_at = ?, entry = ?, method = ?, flags = ?, valid_until = ?,
       max_queries = ?, due_at = ? WHERE number = ?`,
    decision,
    atMs,
    entry,
    proof?.method ?? null,
    JSON.stringify(flags),
    untilMs,
    validity?.maxQueries ?? null,
    untilMs,
    row.number,
  );
}

/** Null for the lead's own applicant: the code that was sent to the phone, or the secret of the receipt. */
function judgeProof(
  context: TenantContext,
  { codes, eSignatures }: Signatories,
  { row, lead, means }: { row: AuthorisationRow; lead: LeadRow; means: SigningMeans },
  proof: SigningProof,
  nowMs: number,
): Refusal | null {
  if (proof.method === 'e_sign') {
    // Of another flow, begun since, the document is not this one.
    const isStanding = eSignatures.flowOf(row.number) === proof.document.flow;
    return means.eSign && isStanding ? null : refuse('signing_unavailable');
  }
  const isCode = proof.method === 'phone_code';
  if (isCode ? !means.code : !means.receipt) return refuse('signing_unavailable');
  if (!isCode && !isSecretOf(lead, proof.secret)) {
    return refuse('invalid_values', [{ path: 'receiptSecret', code: 'invalid_receipt_secret' }]);
  }
  const stranger = proof.phoneKeys === null ? null : judgePhone(context, lead, proof.phoneKeys);
  if (stranger !== null) {
    const isMismatch = stranger.refused === 'phone_mismatch';
    return isMismatch ? refuse('invalid_values', [{ path: 'phone', code: 'other_phone' }]) : stranger;
  }
  return isCode ? codes.spend({ ...proof, field: 'code' }, nowMs) : null;
}

/** True when one of the digests is that of the lead's phone, and nobody but its applicant put it there. */
export function isPhoneOf(lead: LeadRow, phoneKeys: readonly Uint8Array[]): boolean {
  if (lead.phone_key === null || lead.phone_unproven === 1) return false;
  const own = toBase64Url(bytesOf(lead.phone_key));
  return phoneKeys.some((key) => toBase64Url(key) === own);
}

/** The same of the lead behind an authorisation. */
export function isSignerOf(
  { authorisations, leads }: Pick<Signatories, 'authorisations' | 'leads'>,
  id: string,
  phoneKeys: readonly Uint8Array[],
): boolean {
  const row = authorisations.rowOf(id);
  const lead = row === undefined ? undefined : leads.row(row.lead);
  return lead !== undefined && isPhoneOf(lead, phoneKeys);
}

/** What was decided, whatever became of it since; null for one that was not. */
export function decidedView(
  context: TenantContext,
  { decisions }: Pick<Deciding, 'decisions'>,
  row: AuthorisationRow,
): DecidedView | null {
  if (row.entry === null || row.decided_at === null) return null;
  const { decision, leafHash } = decisions.read(row.entry);
  return {
    id: authorisationId(context, row),
    decision: decision === 'granted' ? 'granted' : 'refused',
    decidedAt: timeText(row.decided_at),
    ...(row.valid_until === null ? {} : { validUntil: timeText(row.valid_until) }),
    entry: { index: row.entry, leafHash: toBase64Url(leafHash) },
  };
}
