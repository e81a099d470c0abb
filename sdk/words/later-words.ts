/** Owns which words the form says from its first touch on; must not hold any language. `{name}` is filled in. */

import type { RepaymentMethod } from '../../contract/form.ts';

/** One language's words for what comes with the filling part. */
export interface LaterWords {
  sending: string;
  retrying: string;
  /** The server answered that it can't now. */
  serverBusy: string;
  offline: string;
  /** Ends the waiting for a network. */
  takeBack: string;
  /** Stands for optional consents refused in the last 48 hours; pressing it asks them again. */
  askAgain: string;
  close: string;
  copy: string;
  copied: string;
  received: string;
  receivedText: string;
  receiptNumber: string;
  receiptLink: string;
  receiptHelp: string;
  /** Once there is a receipt: on the way back to it, and to keep it. */
  kept: {
    title: string;
    /** `{day}` */
    since: string;
    phone: string;
    open: string;
    wrong: string;
    again: string;
    forget: string;
    keep: string;
    done: string;
    failed: string;
    copyLink: string;
    picture: string;
    pictureHint: string;
    pictureText: string;
    receiptTitle: string;
  };
  share: string;
  shareHelp: string;
  /** `{title}` */
  consentMissing: string;
  /** Of one's own: asked where no identity number tells the age. */
  age: { statement: string; missing: string };
  /** `{count}`, `{first}` */
  toCorrect: string;
  /** When something may be tried again, for `{when}`: `{count}` is 2 at least. */
  wait: { soon: string; minutes: string; hours: string; tomorrow: string; days: string };
  /** `{id}`: the number of a request, behind a sentence. */
  reference: string;
  /** A date control shows something that is no day. */
  unreadableDate: string;
  /** By problem code (or the SDK's own), what the applicant can do now. `{when}` */
  problems: Record<string, string>;
  /** For codes without words of their own. */
  otherProblem: string;
  review: { title: string; change: string; none: string; help: string };
  sheet: {
    agree: string;
    /** `{seconds}` */
    readFirst: string;
    scrollFirst: string;
    agreed: string;
    purposes: string;
    infoKinds: string;
    recipients: string;
    bureaus: string;
    validity: string;
    /** `{days}`, `{times}` */
    validityText: string;
    retention: string;
    refusal: string;
    withdrawal: string;
    contact: string;
    uscc: string;
    contactOf: string;
    address: string;
    /** `{version}` */
    version: string;
    digest: string;
  };
  /** A company's code whose check sign does not fit. */
  doubt: { text: string; confirm: string };
  /** Ways of being reached, below a marketing consent that is ticked. */
  ways: { title: string; help: string; sms: string; phone: string; wechat: string; email: string };
  /** The sheet of a loan's whole cost, 综合融资成本明示表. */
  costs: {
    title: string;
    /** Opens it, on every step. */
    open: string;
    /** `{seconds}` */
    readFirst: string;
    /** Of the pop-up before the first sending. */
    goOn: string;
    close: string;
    /** `{lender}` */
    lender: string;
    annualCost: string;
    repayment: string;
    regular: string;
    contingent: string;
    collector: string;
    how: string;
    standard: string;
    annualRate: string;
    /** `{principal}`, `{months}`, `{way}` */
    example: string;
    methods: Record<RepaymentMethod, string>;
    /** `{total}` */
    schedule: string;
    nothingElse: string;
  };
  region: { province: string; city: string; loading: string; failed: string };
  code: {
    label: string;
    send: string;
    sending: string;
    /** `{seconds}` */
    again: string;
    /** `{when}` */
    againLater: string;
    resend: string;
    /** Too many were asked for: the button says when there can be another. */
    tooOften: string;
    /** `{phone}` */
    sent: string;
    help: string;
  };
  /** Beside an identity number that is masked. */
  show: string;
  hide: string;
  /** Below a filled field whose own consent is not ticked. */
  withheld: string;
  /** The box of a required field that may be left out. */
  refuseField: string;
  /** By finding code, see contract/messages. */
  findings: Record<string, string>;
}
