/** Owns the wire shapes of a later, named authorisation, and which notices may be asked for so; must not know who signs. */
import type { CreditPurpose, NoticeKind, PublishedNotice } from './notice.ts';
import type { Decision, Presentation } from './submission.ts';

/**
 * `open` until it is decided on or its link ends (`expired`). A granted one ends by itself (`lapsed`) or is taken back
 * (`withdrawn`).
 */
export type AuthorisationState = 'open' | 'granted' | 'refused' | 'expired' | 'lapsed' | 'withdrawn';

/** Why one ended by itself: its days are over, its queries are used up, its lead is erased, a newer text was asked for. */
export type EndReason = 'link_expired' | 'superseded' | 'validity_passed' | 'used_up' | 'lead_erased';

/**
 * What the applicant showed that nobody else has: a code sent to the phone that the lead names, or the secret that only
 * the device that submitted was given. `e_sign`: an e-signature provider verified who they are and took their signature on a
 * document. `phone_number`, knowing that number, is in records of before; it signs no more.
 */
export type SigningMethod = 'e_sign' | 'phone_code' | 'receipt_secret' | 'phone_number';

/** By what the page names the one who is to sign, masked, and what the signer confirms. */
export type SignerTrait = 'name' | 'id_number';

/** What can be had of an applicant to sign with. */
export interface SigningMeans {
  /** The tenant sends codes, and the lead's phone is the applicant's own word. */
  code: boolean;
  /** The applicant was given a receipt with a secret. */
  receipt: boolean;
  /** The tenant has set up an e-signature provider, and the lead's phone is the applicant's own word. */
  eSign: boolean;
}

const creditKinds: readonly NoticeKind[] = ['credit_query', 'credit_report'];

/**
 * What a notice of this kind may be signed with, of what can be had. A credit authorisation takes the proven phone:
 * whoever holds the device that submitted may be somebody who helped to fill the form in. Where its signature can be
 * had, nothing weaker stands in for it; a provision takes one only where there is nothing else, since the provider is
 * told who signs.
 */
export function meansFor(kind: NoticeKind, { code, receipt, eSign }: SigningMeans): SigningMeans {
  if (!creditKinds.includes(kind)) return { code, receipt, eSign: eSign && !code && !receipt };
  return { code: code && !eSign, receipt: false, eSign };
}

/** False where nothing could show who signs. */
export function canBeSigned({ code, receipt, eSign }: SigningMeans): boolean {
  return code || receipt || eSign;
}

/** What events tell of an authorisation: what it allows whom, never who gave it. */
export interface AuthorisationTerms {
  id: string;
  notice: string;
  version: number;
  /** The one lender that it names. */
  recipient: string;
  purpose?: CreditPurpose;
  bureaus?: string[];
  validUntil?: string;
  maxQueries?: number;
  /** Which of them the lender may make on this message; in the lender's own message only. */
  use?: number;
  reason?: EndReason;
}

/** What `/a/{authorisation}` posts to `…/e-signature`, after which the browser goes to where the provider has it signed. */
export interface ESigning {
  digest: string;
  presentation?: Presentation | undefined;
  confirmed?: SignerTrait[] | undefined;
}

/** What is known of the document that was signed. */
export interface SignedDocumentTerms {
  provider: string;
  /** The provider's own number of it. */
  flow: string;
  /** `sha256:` + hex over the bytes of the signed PDF. */
  digest: string;
  bytes: number;
  /** By the provider's clock. */
  signedAt?: string | undefined;
}

/** What `/a/{authorisation}` posts to `…/decide`. Refusing needs no proof; a grant takes phone and code, or the secret. */
export interface Signing {
  decision: Decision;
  digest: string;
  presentation?: Presentation | undefined;
  /** What the page showed of the signer and the signer confirmed by hand. */
  confirmed?: SignerTrait[] | undefined;
  phone?: string | undefined;
  code?: string | undefined;
  /** From the fragment of the receipt's address as its applicant got it. */
  receiptSecret?: string | undefined;
}

/**
 * What deciding answers. The receipt, with which everything can be withdrawn, only in the answer to a grant, whose signer
 * was just proven: the link of an authorisation is known to the tenant too, and may be passed on.
 */
export interface Signed {
  id: string;
  decision: Decision;
  decidedAt: string;
  validUntil?: string;
  receipt?: { id: string; url: string };
  entry: { index: number; leafHash: string };
}

/** A credit query is a single one within 90 days unless its notice says otherwise (rules.md §4.1, C12 and C13). */
const defaultQueryValidity = { days: 90, maxQueries: 1 };

/** How long a grant of this notice holds and for how many queries; undefined when it holds until it is withdrawn. */
export function validityOf(notice: PublishedNotice): { days: number; maxQueries: number } | undefined {
  return notice.validity ?? (notice.kind === 'credit_query' ? defaultQueryValidity : undefined);
}

const laterKinds: readonly string[] = ['provide', 'credit_query', 'credit_report'];

/** Why a notice can't be asked for by a link, as a finding code; null when it can: it must name one lender and no other. */
export function unfitForLater(notice: PublishedNotice): 'not_for_later' | 'one_lender' | null {
  if (!laterKinds.includes(notice.kind)) return 'not_for_later';
  const [party, ...others] = notice.parties ?? [];
  return party?.kind === 'lender' && others.length === 0 ? null : 'one_lender';
}
