/** Owns the receipt 回执 as it crosses the wire (API.md, The applicant's side); must not know how it is kept or drawn. */
import type { NoticeKind, PublishedNotice } from './notice.ts';
import type { RecordedDecision } from './submission.ts';

/**
 * `pending`: agreed to, not arrived yet. `withdrawal_sent`: withdrawn, and not confirmed by everyone who has the lead;
 * `withdrawal_confirmed`: it is, or there was nobody to confirm it.
 */
export type RecipientState = 'pending' | 'delivered' | 'withdrawal_sent' | 'withdrawal_confirmed';

/** Where a decision stands in the tenant's log. `leafHash` is base64url. */
export interface EntryPlace {
  index: number;
  leafHash: string;
}

export interface ReceiptRecipient {
  legalName: string;
  contact: string;
  state: RecipientState;
  /** Whether the lead was sent there at all: an attempt without an answer may have arrived. */
  received: boolean;
}

export interface ReceiptGrant {
  notice: string;
  version: number;
  digest: string;
  title: string;
  kind: NoticeKind;
  decision: RecordedDecision;
  at: string;
  /** How long the data is kept, in the notice's own words. */
  retention: string;
  /** When a grant that the notice limits in time ends. */
  validUntil?: string;
  /** Of a withdrawn consent to sensitive information: labels of the fields whose values were destroyed with it. */
  destroyed?: string[];
  /** Those that the notice names; none for a refusal. */
  recipients: ReceiptRecipient[];
  /** The tenant itself: it has the lead from the start, and its own systems confirm a withdrawal like anyone's. */
  tenantState?: RecipientState;
  entry: EntryPlace;
  /** Every decision on this notice in its order, the last one included. */
  history: { decision: RecordedDecision; version: number; at: string; entry: EntryPlace }[];
}

export interface Receipt {
  id: string;
  createdAt: string;
  tenant: string;
  tenantName: string;
  form: string;
  formTitle: string;
  grants: ReceiptGrant[];
  /** Set once the personal data is destroyed. */
  erasedAt?: string;
  /** Set while the personal data may only be kept (PIPL art. 44). */
  restrictedAt?: string;
  rights: {
    contact: string;
    /** Where each right is used; all but `withdraw` after `verifyPhone`. */
    withdraw: string;
    verifyPhone: string;
    data: string;
    correct: string;
    erase: string;
    restrict: string;
  };
}

/** By which way an applicant may have told the tenant's people what they want. */
export const tellingChannels = ['phone', 'sms', 'visit'] as const;
export type TellingChannel = (typeof tellingChannels)[number];

/** The answer to a withdrawal, the same for each repeat. */
export interface WithdrawalAnswer {
  notice: string;
  decision: 'withdrawn';
  at: string;
  entry: EntryPlace;
  /** True for the privacy notice: nothing may be kept without it. */
  erases: boolean;
}

/** One proof of a receipt file: a decision's leaf data and its `tlog-proof@v1`. */
export interface ReceiptProof {
  notice: string;
  leaf: string;
  proof: string;
}

/** What an applicant keeps: the receipt, each text agreed to or refused, and the proofs. No personal data. */
export interface ReceiptFile {
  v: 1;
  receipt: Receipt;
  /** The text of each grant, in the same order. */
  notices: PublishedNotice[];
  /** The log's verifier key lines, the active one first. What they are worth: compare them with `/log/{tenant}/key`. */
  keys: string[];
  /** Of every decision, a withdrawn grant's too, in the order of the log. */
  proofs: ReceiptProof[];
}
