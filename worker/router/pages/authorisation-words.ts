/** Owns the words of an authorisation's page in the languages of notices; must not know markup. */
import type { EndReason, SignerTrait } from '../../../contract/authorisation.ts';
import type { CreditPurpose } from '../../../contract/notice.ts';
import type { SigningWords } from '../../../contract/signing-page.ts';

/** The kinds of notice that can be asked for later. */
export type LaterKind = 'provide' | 'credit_query' | 'credit_report';

export interface AuthorisationWords {
  /** Above the title: who asks. */
  askedBy: (tenant: string) => string;
  keyTerms: string;
  /** The institution that the authorisation names, by what it is to do. */
  party: Record<LaterKind, string>;
  uscc: string;
  contact: string;
  address: string;
  bureaus: string;
  purpose: string;
  creditPurposes: Record<CreditPurpose, string>;
  validity: string;
  validityText: (kind: LaterKind, days: number, times: number) => string;
  untilWithdrawn: string;
  attention: string;
  explain: (contact: string) => string;
  duties: {
    purposes: string;
    infoKinds: string;
    retention: string;
    refusal: string;
    withdrawal: string;
    contact: string;
  };
  /** What the law gives everyone whose credit is queried or reported (征信业管理条例 art. 17, 25, 26). */
  creditRights: { title: string; items: string[] };
  version: (version: number) => string;
  digest: string;
  signTitle: string;
  /** The sentence that is signed. */
  statement: (kind: LaterKind, institution: string) => string;
  /** Above the signer's masked name and number, and beside the box that confirms them. */
  signer: string;
  traits: Record<SignerTrait, string>;
  confirm: string;
  phone: string;
  phoneHelp: string;
  code: string;
  sendCode: string;
  /** In their place on the device that submitted, where only that one can sign, and where nothing can be signed with. */
  here: string;
  elsewhere: string;
  unavailable: string;
  /** Where an e-signature provider has it signed: what happens there, who is told what, and the button. */
  eSignHelp: string;
  eSignGo: string;
  refuse: string;
  sign: string;
  expires: (time: string) => string;
  needsScript: string;
  /** What the page's script says. */
  script: SigningWords;
  outcome: {
    granted: string;
    refused: string;
    withdrawn: string;
    lapsed: string;
    expired: string;
    grantedText: (institution: string) => string;
    refusedText: string;
    withdrawnText: string;
    lapsedText: (reason: EndReason | null) => string;
    expiredText: (tenant: string) => string;
    notice: string;
    at: string;
    validUntil: string;
    entry: string;
    receipt: string;
    receiptHelp: string;
    fullText: string;
  };
  /** A time as people in mainland China read it (UTC+8 the year round). */
  time: (at: string) => string;
}
