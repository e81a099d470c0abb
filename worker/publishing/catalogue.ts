/** Owns what an entry of the catalogues of clauses and duties is; must not know any entry. */
import type { NoticeKind } from '../../contract/notice.ts';

/** A text in the two languages that whoever configures a tenant reads. */
export interface Told {
  zh: string;
  en: string;
}

export interface ForbiddenClause {
  id: string;
  /** Of rules.md: a field of §4, a requirement of §3 or an entry of the copy catalogue §5. */
  rule: string;
  /** Kinds of notice that may not hold it; every kind when absent. */
  kinds?: readonly NoticeKind[];
  /** In simplified signs and lower case; `…` stands for some words of the same sentence. */
  terms: readonly string[];
  /** The words mean harm only beside one of these, between the same commas. */
  near?: readonly string[];
  /** Words of a sentence in which the phrase is harmless. */
  unless?: readonly string[];
  /** `act`: something is done to the data; `clause`: something is said of the consent. A denial of each reads otherwise. */
  means: 'act' | 'clause';
  reason: Told;
  source: string;
}

export interface ToldDuty {
  rule: string;
  kinds: readonly NoticeKind[];
  /** One word of each group is enough. Simplified signs and lower case. */
  groups: readonly (readonly string[])[];
  /** The duty stands only where one of these kinds of information is named. */
  onlyWith?: readonly string[];
  reason: Told;
  source: string;
}
