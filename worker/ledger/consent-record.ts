/** Owns the full record of one decision on one notice, whenever it was made (docs/records.md); must not know how it is kept. */
import type { SignedDocumentTerms, SignerTrait, SigningMethod } from '../../contract/authorisation.ts';
import type { MarketingChannel, PublishedNotice } from '../../contract/notice.ts';
import type { TellingChannel } from '../../contract/receipt.ts';
import type {
  CostSheetShown,
  Declarations,
  Presentation,
  RecordedDecision,
} from '../../contract/submission.ts';

/** A published thing by its exact text. */
interface Pinned {
  id: string;
  version: number;
  digest: string;
}

/** Who asks for consent and answers for it: the tenant as it was called at that moment. */
export interface Controller {
  legalName: string;
  uscc?: string | undefined;
}

/** What the server saw of how an authorisation was signed. */
interface SignatureBlock {
  id: string;
  /** None for a refusal: whoever holds the link may refuse. */
  method?: SigningMethod | undefined;
  /** What the page showed of the signer, masked, and the signer confirmed: the client's own word. */
  confirmed?: SignerTrait[] | undefined;
  /** With `e_sign`: the document at the provider, by its digest. It is not kept here. */
  document?: SignedDocumentTerms | undefined;
  readingMs?: number | undefined;
  /** The browser's name for itself, cut. */
  device?: string | undefined;
  /** The network that it was signed from: a /24, or a /48 of IPv6. */
  addressPrefix?: string | undefined;
}

/** By which way the applicant told the tenant, and who entered it for them. */
interface ToldBlock {
  by: TellingChannel;
  /** Id of the key of the tenant that it was entered with. */
  key: string;
  /** In that person's words. */
  note?: string | undefined;
}

/** Where a decision was made: on the form, on the receipt's page, on the page of a later authorisation, or by the tenant on the applicant's word. */
export type DecisionChannel = 'form' | 'receipt' | 'authorisation' | 'tenant';

/**
 * The full record of one decision. Kept sealed; the leaf only commits to it. What the notice says (purposes, recipients,
 * kinds of information, retention) is in the notice's digest and is not said twice. Members that are undefined are not in it.
 */
export interface ConsentRecord {
  /** 1 in records from before every one named its lead. */
  v: 1 | 2;
  tenant: string;
  controller: Controller;
  /**
   * SHA-256 of the id of the submission that the decision came with, base64url; a later one came with none. The
   * id itself, which records of before hold, is the applicant's: whoever has it may send the submission again, and is
   * answered with the receipt and its secret.
   */
  submission?: string | undefined;
  /** The id of the lead that was decided on. */
  lead?: string | undefined;
  channel: DecisionChannel;
  /** The form that the lead came by. */
  form: Pinned;
  notice: Pinned;
  decision: RecordedDecision;
  /** On a marketing notice: the ways of being reached that the applicant named; all of the notice when absent. */
  channels?: MarketingChannel[] | undefined;
  /** With the channel `tenant`. */
  told?: ToldBlock | undefined;
  at: string;
  locale: string;
  /** Keyed digest of the applicant's phone, when the form asks for one. */
  subject?: string | undefined;
  /** The phone was proven by a code sent to it. */
  phoneVerified?: true | undefined;
  /** What the applicant stated of themselves beside the decisions of a form. */
  declarations?: Declarations | undefined;
  /** The later authorisation that asked for the decision; for a grant, how it was signed and how long its text was open. */
  authorisation?: SignatureBlock | undefined;
  /** How long a grant holds and for how many queries, where the notice limits it. */
  validity?: { until: string; maxQueries: number } | undefined;
  presentation?: Presentation | undefined;
  /** Whose word that is: the browser's own, or that of whoever wrote to the API in its place. Not in records of before. */
  presentationSource?: 'client' | undefined;
  /** That the sheet of the loan's whole cost was read before, of the form by digest; the browser's word. */
  costSheet?: CostSheetShown | undefined;
  page?: { origin?: string | undefined; path?: string | undefined } | undefined;
  /** When the form was first shown, by the browser's clock. */
  startedAt?: string | undefined;
  /** Version of the script that showed it. */
  sdk?: string | undefined;
  /** Referral code of the visit. */
  ref?: string | undefined;
}

/** What a record is made from: its own members, but for the ones that follow from notice and time. */
export interface DecisionMade extends Omit<ConsentRecord, 'v' | 'at' | 'notice' | 'form' | 'validity'> {
  form: Pinned;
  notice: Pinned & Pick<PublishedNotice, 'validity'>;
  atMs: number;
}

const dayMs = 86_400_000;

/**
 * The one builder of records. Those of a form are made with `submission` before their lead has an id, and completed by
 * `withLead`; every later one is made with `lead`.
 */
export function consentRecord({ atMs, form, notice, ...made }: DecisionMade): ConsentRecord {
  const { validity } = notice;
  return {
    ...made,
    v: 2,
    form: pinned(form),
    notice: pinned(notice),
    at: new Date(atMs).toISOString(),
    validity:
      made.decision !== 'granted' || validity === undefined
        ? undefined
        : { until: new Date(atMs + validity.days * dayMs).toISOString(), maxQueries: validity.maxQueries },
  };
}

/** The record as the log commits to it, of one as it was sealed. */
export function withLead(record: ConsentRecord, lead: string): ConsentRecord {
  return record.v === 1 ? record : { ...record, lead };
}

/** How a text was shown, as the client that decides tells it. There is no other source: nothing here is the server's word. */
export function shownByClient(
  presentation: Presentation | undefined,
): Pick<ConsentRecord, 'presentation' | 'presentationSource'> {
  return presentation === undefined ? {} : { presentation, presentationSource: 'client' };
}

function pinned({ id, version, digest }: Pinned): Pinned {
  return { id, version, digest };
}
