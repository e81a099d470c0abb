/** Owns the one transaction that makes a submission a lead; must not see a value in clear but the few that rules ask for. */
import type { LeadFlag } from '../../contract/event.ts';
import { type Refusal, refuse } from '../../contract/problem.ts';
import { boundLeaf, type UnboundLeaf } from '../ledger/leaf.ts';
import { attribute, type EarlierCredit, type TimedTouch } from '../referral/attribute.ts';
import { type Link, maxDepth } from '../referral/link.ts';
import type { AnswerFacts } from '../routing/facts.ts';
import type { DecidedNotice } from '../routing/recipients.ts';
import { writeTrace } from '../routing/trace.ts';
import type { Envelope } from '../sealing/envelope.ts';
import type { CodeProof, CodeStore } from './codes.ts';
import type { TenantContext } from './context.ts';
import type { FormStore } from './forms.ts';
import type { LimitStore } from './limits.ts';
import type { LinkStore } from './links.ts';
import type { LedgerStore } from './log/ledger-store.ts';
import type { NoticeStore } from './notices.ts';
import { movePhone } from './phone-digests.ts';
import { leadId, receiptId, type Sequenced } from './public-ids.ts';
import { isSecretOf, secretHash, secretText } from './rights/receipt-secret.ts';
import { carryOut, decideRoute, type RoutingStores } from './routing/route-lead.ts';
import { allRows, blobOf, bytesOf, firstRow } from './rows.ts';
import { nextSeq } from './sequence.ts';
import type { SpendableChallenge, SpentChallenges } from './spent-challenges.ts';
import { chosenText, type DecidedAtFirst, type SuppressionStore } from './suppressions.ts';

/** A submission judged and sealed by the intake. Keyed digests come under every key generation, the active one first. */
export interface SealedSubmission {
  submission: Uint8Array;
  fingerprints: Uint8Array[];
  phoneKeys: Uint8Array[];
  /** What its applicant, and nobody else, is answered with; its hash alone is stored. */
  receiptSecrets: Uint8Array[];
  form: string;
  formVersion: number;
  touches: TimedTouch[];
  decisions: DecidedAtFirst[];
  leaves: UnboundLeaf[];
  /** Answers that rules may look at. They are not stored: at rest they are among what is sealed. */
  answers: AnswerFacts;
  /** The values; `evidence` are the consent records, under a key of their own. */
  envelope: Envelope;
  evidence: Envelope;
  /** What the intake saw; what the tenant knows of earlier leads is added here. */
  flags: LeadFlag[];
  /** The solved challenge that it spends; null when the tenant asks for none. */
  challenge: SpendableChallenge | null;
  /** Keyed digest of the client's address; null when that is unknown or not counted. */
  address: string | null;
  /** The same of the wider network that it lies in; null for IPv4. */
  network: string | null;
  /** Why the intake would refuse it. A known submission is answered all the same: its applicant has a lead. */
  unlessKnown: Refusal | null;
  /** Given when the form asks that a phone be proven by a code. */
  proof?: CodeProof;
  atMs: number;
}

export interface AcceptedLead {
  lead: string;
  receipt: string;
  /** For the fragment of the receipt's address; null for a lead of before there was one. */
  receiptSecret: string | null;
  shareCode: string | null;
  isReplay: boolean;
}

export interface Stores extends RoutingStores {
  forms: FormStore;
  notices: NoticeStore;
  links: LinkStore;
  ledger: LedgerStore;
  limits: LimitStore;
  spentChallenges: SpentChallenges;
  codes: CodeStore;
  suppressions: SuppressionStore;
}

type KnownRow = Sequenced & {
  fingerprint: ArrayBuffer;
  share_code: string | null;
  receipt_hash: ArrayBuffer | null;
};

const dayMs = 86_400_000;
const defaultDedupeDays = 30;

/**
 * Known id: the stored answer, or `submission_conflict` when values or grants differ. Else lead, ledger entries,
 * attribution, duplicate mark and deliveries commit together or not at all.
 */
export function accept(
  context: TenantContext,
  stores: Stores,
  sealed: SealedSubmission,
): AcceptedLead | Refusal {
  return context.storage.transactionSync(() => {
    const known = firstRow<KnownRow>(
      context.sql,
      'SELECT seq, nonce, fingerprint, share_code, receipt_hash FROM leads WHERE submission = ?',
      blobOf(sealed.submission),
    );
    if (known !== undefined) {
      const secret = sealed.receiptSecrets.find((one) => isSecretOf(known, one));
      return sealed.fingerprints.some((print) => isSame(print, bytesOf(known.fingerprint)))
        ? answer(context, known, known.share_code, secret ?? null, true)
        : refuse('submission_conflict');
    }
    return judgeUnknown(stores, sealed) ?? store(context, stores, sealed);
  });
}

/** What a submission must pass that is not a replay. No replay gets here, so that none is ever limited. */
function judgeUnknown(stores: Stores, sealed: SealedSubmission): Refusal | null {
  const { limits, spentChallenges } = stores;
  const isSpent = sealed.challenge !== null && spentChallenges.has(sealed.challenge.id);
  const refused = sealed.unlessKnown ?? (isSpent ? refuse('challenge_failed') : null);
  if (sealed.address !== null) {
    const limited = limits.take(refused === null ? 'submission' : 'refused', sealed.address, sealed.network);
    if (limited !== null) return limited;
  }
  if (refused !== null) return refused;
  if (!stores.forms.isAccepted(sealed.form, sealed.formVersion, sealed.atMs))
    return refuse('consent_outdated');
  // The code comes last: a submission that is refused for something else spends none.
  return (
    limits.judgePhone(sealed.phoneKeys) ??
    (sealed.proof === undefined ? null : stores.codes.spend(sealed.proof, sealed.atMs))
  );
}

function answer(
  context: TenantContext,
  lead: Sequenced,
  shareCode: string | null,
  secret: Uint8Array | null,
  isReplay: boolean,
): AcceptedLead {
  return {
    lead: leadId(context, lead),
    receipt: receiptId(context, lead),
    receiptSecret: secret === null ? null : secretText(secret),
    shareCode,
    isReplay,
  };
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function store(context: TenantContext, stores: Stores, sealed: SealedSubmission): AcceptedLead {
  const lead = { seq: nextSeq(context), nonce: context.nonce() };
  const { seq } = lead;
  const isOwn = (link: Link) =>
    link.ownerLead !== null && isOfPhone(context, link.ownerLead, sealed.phoneKeys);
  const { settings } = context.profile();
  const attribution = attribute(
    sealed.touches,
    settings.attribution,
    sealed.atMs,
    (code) => stores.links.find(code),
    { isOwn, credits: creditsOf(context, sealed.phoneKeys) },
  );
  const form = stores.forms.version(sealed.form, sealed.formVersion);
  const dedupeFromMs = sealed.atMs - (form?.dedupeDays ?? defaultDedupeDays) * dayMs;
  const original = firstOfPhone(context, sealed.phoneKeys, dedupeFromMs);
  const flags = [...sealed.flags];
  if (original !== undefined) flags.push('duplicate');
  if (attribution.reason === 'self_referral') flags.push('self_referral');

  const mayShare = settings.customerReferral && form?.success?.share !== false;
  const shareCode = mayShare ? shareLink(stores.links, sealed, seq, attribution.credited) : null;
  const id = leadId(context, lead);
  const { first } = stores.ledger.append(sealed.leaves.map((leaf) => boundLeaf(leaf, id)));
  const [secret] = sealed.receiptSecrets;
  const decision = decideRoute(context, stores, {
    form: sealed.form,
    flags,
    attribution,
    answers: sealed.answers,
    decided: decidedIn(stores.notices, sealed),
    duplicateOf: original ?? null,
  });
  context.sql.exec(
    `INSERT INTO leads (seq, nonce, submission, fingerprint, phone_key, form, form_version, created_at, duplicate_of, flags,
       attribution, credited, share_code, first_entry, entries, key_id, wrapped_key, sealed,
       evidence_key, evidence, route, receipt_hash, channels)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    seq,
    lead.nonce,
    blobOf(sealed.submission),
    blobOf(sealed.fingerprints[0] ?? new Uint8Array()),
    sealed.phoneKeys[0] === undefined ? null : blobOf(sealed.phoneKeys[0]),
    sealed.form,
    sealed.formVersion,
    sealed.atMs,
    original ?? null,
    JSON.stringify(flags),
    JSON.stringify(attribution),
    attribution.credited ?? null,
    shareCode,
    first,
    sealed.leaves.length,
    sealed.envelope.keyId,
    blobOf(sealed.envelope.wrappedKey),
    blobOf(sealed.envelope.sealed),
    blobOf(sealed.evidence.wrappedKey),
    blobOf(sealed.evidence.sealed),
    writeTrace(decision.trace),
    secret === undefined ? null : blobOf(secretHash(secret)),
    chosenText(sealed.decisions),
  );
  const [phone, ...earlier] = sealed.phoneKeys.map(blobOf);
  if (phone !== undefined) for (const one of earlier) movePhone(context, one, phone);
  stores.suppressions.heed(sealed.phoneKeys, sealed.decisions, { atMs: sealed.atMs, firstEntry: first });
  // After the lead: the event's number follows its own.
  if (shareCode !== null) stores.links.watch(shareCode);
  carryOut(stores, seq, decision);
  return answer(context, lead, shareCode, secret ?? null, false);
}

/** What the applicant decided, with the texts that it was decided on. */
function decidedIn(notices: NoticeStore, { decisions }: SealedSubmission): DecidedNotice[] {
  return decisions.flatMap(({ notice, version, decision }) => {
    const published = notices.get(notice, version);
    return published === undefined ? [] : [{ notice: published, decision }];
  });
}

/** The first lead of this phone since a time; undefined without one, or when the form asks for no phone. */
function firstOfPhone(
  context: TenantContext,
  phoneKeys: readonly Uint8Array[],
  sinceMs: number,
): number | undefined {
  const found = phoneKeys.flatMap(
    (key) =>
      firstRow<{ seq: number }>(
        context.sql,
        'SELECT seq FROM leads WHERE phone_key = ? AND created_at > ? ORDER BY seq LIMIT 1',
        blobOf(key),
        sinceMs,
      )?.seq ?? [],
  );
  return found.sort((a, b) => a - b)[0];
}

/** Which codes this phone's leads are credited to, oldest first. */
function creditsOf(context: TenantContext, phoneKeys: readonly Uint8Array[]): EarlierCredit[] {
  const found = phoneKeys.flatMap((key) =>
    allRows<{ credited: string; created_at: number }>(
      context.sql,
      'SELECT credited, created_at FROM leads WHERE phone_key = ? AND credited IS NOT NULL ORDER BY seq',
      blobOf(key),
    ),
  );
  return found
    .map(({ credited, created_at }) => ({ code: credited, atMs: created_at }))
    .sort((a, b) => a.atMs - b.atMs);
}

function isOfPhone(context: TenantContext, lead: number, phoneKeys: readonly Uint8Array[]): boolean {
  return phoneKeys.some(
    (key) =>
      firstRow(context.sql, 'SELECT 1 FROM leads WHERE seq = ? AND phone_key = ?', lead, blobOf(key)) !==
      undefined,
  );
}

/** The applicant's own link, below the one that brought them; null where the chain may grow no further. */
function shareLink(
  links: LinkStore,
  sealed: SealedSubmission,
  seq: number,
  creditedCode: string | undefined,
): string | null {
  const parent = creditedCode === undefined ? undefined : links.find(creditedCode);
  if (parent !== undefined && parent.depth >= maxDepth) return null;
  const link = links.insert({
    parent: parent?.code ?? null,
    depth: (parent?.depth ?? 0) + 1,
    promoter: null,
    kind: 'customer',
    campaign: null,
    form: sealed.form,
    channel: null,
    ownerLead: seq,
    expiresAtMs: null,
    revokedAtMs: null,
    createdAtMs: sealed.atMs,
  });
  return link.code;
}
