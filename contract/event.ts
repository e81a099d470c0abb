/** Owns the webhook bodies that receivers rely on (API.md, Webhooks); must not know how they are signed or sent. */
import type { AuthorisationTerms } from './authorisation.ts';
import type { Values } from './form.ts';
import type { MarketingChannel, NoticeKind } from './notice.ts';
import type { RecordedDecision, Utm } from './submission.ts';

export type EventType =
  | 'lead.created'
  | 'consent.granted'
  | 'consent.withdrawn'
  | 'lead.corrected'
  | 'lead.erased'
  | 'lead.outcome'
  | 'authorisation.refused'
  | 'authorisation.expired'
  | 'authorisation.lapsed'
  | 'referral.tree_limit'
  | 'destination.disabled'
  | 'codes.budget_warning'
  | 'ping';

export interface EventBody<Data = unknown> {
  type: EventType;
  timestamp: string;
  data: Data;
}

/** One link of a referral chain. Level 1 is the first sharer; the last entry brought the applicant. */
export interface ChainLink {
  code: string;
  promoter?: string;
  kind?: PromoterKind;
  level: number;
}

export type PromoterKind = 'staff' | 'partner' | 'customer';

export interface Attribution {
  model: 'first' | 'last';
  campaign?: string;
  channel?: string;
  utm?: Utm;
  chain: ChainLink[];
  /** Codes of the first and the last touch that the window holds and the tree knows. */
  first?: string;
  last?: string;
  /** The direct referrer's code; absent when nobody is credited. */
  credited?: string;
  /** With the reason `protected`: the code that an earlier lead of the same phone is credited to, and that keeps it. */
  keptBy?: string;
  reason: AttributionReason;
}

export type AttributionReason =
  | 'first_touch'
  | 'last_touch'
  | 'no_touch'
  | 'unknown_code'
  | 'expired'
  | 'revoked'
  | 'outside_window'
  | 'self_referral'
  | 'loop'
  | 'protected';

export interface ConsentEntry {
  notice: string;
  version: number;
  digest: string;
  kind: NoticeKind;
  decision: RecordedDecision;
  at: string;
  /** Ids of the recipients that the notice names. */
  recipients: string[];
  /** Of marketing: by which ways the person may be reached now; none once refused or withdrawn. */
  channels?: MarketingChannel[];
  /** Of the ways agreed to: those that the person has opted out of since, over this lead or another of the same phone. */
  suppressed?: MarketingChannel[];
  entry: { index: number; leafHash: string };
}

/**
 * Signs for the people who call, never reasons to turn an application away. `trap_filled`: a field that nobody sees was
 * filled in (a program, or a browser's autofill); `fast_fill`: sooner than a person types; `untrusted_consent`: a
 * consent that no real tap decided, as the browser tells; `sensitive_refused`: an answer that the form requires is missing,
 * since the applicant refused the consent that it needs; `uscc_unverified`: the check sign of a company's code does not fit,
 * as is the case with some that were registered early; `age_not_stated`: no identity number was given, nor was it stated that
 * the applicant is 18; `age_60_or_over`: by the identity number.
 */
export type LeadFlag =
  | 'duplicate'
  | 'self_referral'
  | 'trap_filled'
  | 'fast_fill'
  | 'untrusted_consent'
  | 'sensitive_refused'
  | 'uscc_unverified'
  | 'age_not_stated'
  | 'age_60_or_over'
  /** The form is for a loan, and its sheet of costs was not read before sending, as far as the client tells. */
  | 'cost_sheet_not_shown';

export interface LeadCreated {
  tenant: string;
  lead: {
    id: string;
    seq: number;
    form: string;
    formVersion: number;
    createdAt: string;
    values: Values;
    duplicateOf?: string;
    flags: LeadFlag[];
  };
  consents: ConsentEntry[];
  attribution: Attribution;
}

/**
 * `consent.granted`, `consent.withdrawn`, `authorisation.refused`: one decision made after the lead was accepted, with
 * the terms of the authorisation that it was asked for by.
 */
export interface ConsentChanged {
  tenant: string;
  lead: { id: string; seq: number };
  consent: ConsentEntry;
  authorisation?: AuthorisationTerms;
}

/** `authorisation.expired`, `authorisation.lapsed`: one that ended by itself, with the reason. */
export interface AuthorisationEnded {
  tenant: string;
  lead: { id: string; seq: number };
  authorisation: AuthorisationTerms;
}

/** The lead as it stands after a correction; it replaces what the recipient has. */
export interface LeadCorrected {
  tenant: string;
  lead: LeadCreated['lead'];
}

export interface LeadErased {
  tenant: string;
  lead: { id: string; seq: number };
}

/**
 * `referral.tree_limit`: a tree of links has reached three levels or thirty people, each told once. It is about no
 * lead, names nobody, and goes to the tenant's own destinations alone.
 */
export interface TreeLimitReached {
  tenant: string;
  /** `code` is that of the tree's first link. */
  tree: { code: string; limit: 'levels' | 'people'; levels: number; people: number };
}

/**
 * `destination.disabled`: the server has switched a destination off, since its receiver said that it is gone (410), or
 * since nothing has arrived for days. It is about no lead and goes to the tenant's own other destinations alone.
 */
export interface DestinationDisabled {
  tenant: string;
  destination: {
    id: string;
    kind: string;
    recipient: string;
    reason: 'gone' | 'failing';
    failingSince?: string;
  };
}

/**
 * `codes.budget_warning`: four fifths of the codes by SMS that the tenant allows itself a day (`settings.limits.codesPerDay`)
 * are sent; told once a day. It is about no lead and goes to the tenant's own destinations alone.
 */
export interface CodeBudgetWarned {
  tenant: string;
  /** `day` is one of mainland China, `2026-11-22`. */
  codes: { day: string; sent: number; perDay: number };
}
