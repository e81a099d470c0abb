/** Owns which words the receipt's page needs; must not hold any language's. */
import type { NoticeKind } from '../../../contract/notice.ts';
import type { ReceiptPageWords } from '../../../contract/receipt-page.ts';

/** Titles of what every notice must tell. */
export interface NoticeWords {
  purposes: string;
  infoKinds: string;
  recipients: string;
  bureaus: string;
  validity: string;
  validityText: (days: number, times: number) => string;
  retention: string;
  refusal: string;
  withdrawal: string;
  contact: string;
  uscc: string;
  contactOf: string;
  address: string;
}

export interface ReceiptWords {
  title: string;
  submitted: (at: string) => string;
  /** Said once: which clock the page tells. */
  clock: string;
  keep: string;
  erased: (at: string) => string;
  restricted: (at: string) => string;
  decisions: string;
  granted: string;
  refused: string;
  withdrawn: string;
  agreedAt: (at: string) => string;
  refusedAt: (at: string) => string;
  withdrawnAt: (at: string) => string;
  validUntil: (at: string) => string;
  /** Labels of the fields whose values went with a withdrawn consent. */
  destroyed: (labels: readonly string[]) => string;
  retention: string;
  /** Before a recipient's name, and before how it is reached. */
  to: string;
  contactOf: string;
  states: {
    waiting: string;
    trying: string;
    paused: string;
    neverSent: string;
    delivered: string;
    told: string;
    confirmed: string;
    /** Withdrawn, and it never had anything. */
    nothingSent: string;
    /** Of the tenant's own systems, where no one else is named. */
    ownTold: string;
    ownConfirmed: string;
  };
  text: (version: number) => string;
  withdraw: string;
  /** What a withdrawal means, by kind of notice; the names are the recipients'. */
  means: Record<NoticeKind, (names: string) => string>;
  confirm: string;
  proofTitle: string;
  proofText: string;
  proofWithoutScript: string;
  copyLink: string;
  picture: string;
  /** A page to read, before the data to verify. */
  download: string;
  downloadData: string;
  downloadHelp: string;
  number: string;
  rights: {
    title: string;
    help: string;
    noPhone: string;
    withoutScript: string;
    contact: (contact: string) => string;
    phone: string;
    code: string;
    sendCode: string;
    /** In place of the code on the device that submitted. */
    here: string;
    verify: string;
    correct: string;
    save: string;
    cancel: string;
    download: string;
    downloadData: string;
    copy: string;
    restrict: string;
    restrictMeans: string;
    erase: string;
    eraseMeans: string;
    eraseConfirm: string;
  };
  notice: NoticeWords;
  script: ReceiptPageWords;
}
