/** Owns which words the page of lists and notices needs; must not know any language, nor markup. */
import type { FieldKind } from '../../../../contract/form.ts';
import type { CreditPurpose } from '../../../../contract/notice.ts';

export interface ListsWords {
  title: string;
  intro: (tenant: string, form: string) => string;
  /** Printed and shown: which version of the form, and since when. */
  version: (version: number, date: string) => string;
  back: string;
  contents: string;
  collected: {
    title: string;
    intro: string;
    item: string;
    kind: string;
    asked: string;
    purpose: string;
    sensitive: string;
    retention: string;
    under: string;
    required: string;
    ifAsked: string;
    optional: string;
    hidden: string;
    /** Titles of the groups: what the applicant fills in, and what the form notes by itself. */
    filledIn: string;
    notedTitle: string;
    /** Item, kind, purpose. */
    noted: [item: string, kind: string, purpose: string][];
    notedAsked: string;
    kinds: Record<FieldKind, string>;
  };
  provided: {
    title: string;
    intro: string;
    none: string;
    recipient: string;
    /** Before the code, the address, the answers: with its colon. */
    code: string;
    contact: string;
    address: string;
    purpose: string;
    kinds: string;
    fields: string;
    way: string;
    basis: string;
    onSubmit: string;
    onSignature: string;
    entrusted: string;
    vendorPurpose: string;
    vendorKinds: string;
    vendorWay: string;
    eSignPurpose: string;
    eSignKinds: string;
    eSignWay: string;
    listSeparator: string;
  };
  handling: { title: string; items: string[] };
  rights: { title: string; items: string[]; contact: (contact: string) => string };
  notices: {
    title: string;
    intro: string;
    required: string;
    optional: string;
    version: (version: number, date: string) => string;
    digest: string;
    purposes: string;
    infoKinds: string;
    recipients: string;
    bureaus: string;
    creditPurpose: string;
    creditPurposes: Record<CreditPurpose, string>;
    validity: string;
    validityText: (days: number, times: number) => string;
    retention: string;
    refusal: string;
    withdrawal: string;
    contact: string;
  };
}
