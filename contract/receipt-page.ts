/** Owns what the receipt's page hands to its script; must not know how either is made. */
import type { Locale } from './form.ts';

/** Words that only the script says; names in braces are filled in. */
export interface ReceiptPageWords {
  checking: string;
  verified: string;
  /** The same, where something rewrote the page after the server had sent it. */
  altered: string;
  /** By what failed. */
  faults: {
    /** No proof could be had: offline, or the server is not there. */
    unreachable: string;
    /** This browser can't compute what is needed. */
    unsupported: string;
    /** A text or decision in the receipt's file is not the one in the log. */
    content: string;
    /** The log does not hold the entry. */
    inclusion: string;
    /** The checkpoint is not signed by the log's key. */
    signature: string;
  };
  again: string;
  /** Between the names of several. */
  comma: string;
  unreachable: string;
  /** `{minutes}` until the next try. */
  tooMany: string;
  sending: string;
  /** On the button that sends a code: `{seconds}` until there can be another. */
  codeAgain: string;
  /** `{phone}` */
  codeSent: string;
  codeFirst: string;
  /** For what can be no number: it is never sent. */
  phoneFirst: string;
  withdrawn: string;
  expired: string;
  notGiven: string;
  /** A date control shows something that is no day. */
  unreadableDate: string;
  corrected: string;
  unchanged: string;
  restricted: string;
  lifted: string;
  copied: string;
  /** In WeChat a file can't be saved: what to do instead. */
  savedHint: string;
  restrict: string;
  lift: string;
  /** Behind a number of months, and of yuan. */
  months: string;
  yuan: string;
  /** Of the two lists of a region. */
  province: string;
  city: string;
  /** Below the picture to keep, and inside it. */
  pictureHint: string;
  pictureText: string;
  /** Of the file to read. */
  ownTitle: string;
}

export interface ReceiptPageData {
  version: string;
  receipt: string;
  tenant: string;
  locale: Locale;
  /** By which this browser keeps the receipt's secret; null for a receipt without one. */
  mark: string | null;
  words: ReceiptPageWords;
}
