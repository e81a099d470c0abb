/** Owns the shape of a published notice 授权文本; must not know how one is checked, stored or drawn. */
import type { Locale } from './form.ts';

export type NoticeKind =
  | 'privacy'
  | 'sensitive'
  | 'provide'
  | 'credit_query'
  | 'credit_report'
  | 'marketing'
  | 'cross_border';

/** Ways in which a `marketing` notice may let people be reached, each refusable by itself. */
export const marketingChannels = ['sms', 'phone', 'wechat', 'email'] as const;
export type MarketingChannel = (typeof marketingChannels)[number];

/** Where data is: the mainland, one of the regions that count as outside it (rule XB-03), or an ISO 3166-1 alpha-2 code. */
export type Region = string;
export const mainland: Region = 'mainland';

export type RecipientKind = 'lender' | 'broker' | 'bureau' | 'processor';

/** A legal person that may receive data. `self` is the tenant. */
export interface Recipient {
  id: string;
  legalName: string;
  kind: RecipientKind | 'self';
  uscc?: string | undefined;
  contact: string;
  address?: string | undefined;
  /** The mainland unless given. */
  region?: Region | undefined;
}

/** A paragraph, a heading, or a list of the text. Structured, never HTML, so that what is hashed is what is shown. */
export type Block =
  | { type: 'heading' | 'paragraph'; text: string; strong?: boolean | undefined }
  | { type: 'list'; items: string[]; strong?: boolean | undefined };

export type CreditPurpose =
  | 'loan_review'
  | 'card_review'
  | 'guarantor_review'
  | 'post_loan'
  | 'legal_representative';

/**
 * A published notice: immutable. `digest` is `sha256:` + hex over the RFC 8785 canonical JSON of the rest.
 * `parties` are the named recipients as they stood at publication, so that the digest covers each name shown.
 */
export interface PublishedNotice {
  id: string;
  version: number;
  digest: string;
  kind: NoticeKind;
  locale: Locale;
  title: string;
  blocks: Block[];
  summary?: string | undefined;
  recipients?: string[] | undefined;
  parties?: Recipient[] | undefined;
  /** On `sensitive`, `cross_border` and `provide`: the form fields whose values it covers. */
  fields?: string[] | undefined;
  channels?: MarketingChannel[] | undefined;
  bureaus?: string[] | undefined;
  purposes: string[];
  infoKinds: string[];
  retention: string;
  refusal: string;
  withdrawal: string;
  contact: string;
  creditPurpose?: CreditPurpose | undefined;
  validity?: { days: number; maxQueries: number } | undefined;
  minReadingSeconds?: number | undefined;
}
