/** Owns what a campaign 活动 is, as stored and as sharers see it; must not know how it is checked, kept or drawn. */
import type { Disclosure } from './form.ts';

/** The words that people share: on posters, cards and link previews. */
export interface CampaignCopy {
  headline: string;
  lines: string[];
  /** What the code or button says: an action, not a promise. */
  cta: string;
}

/** 委托: which institution lets the tenant market what, where and for how long (rules.md MK-01). */
export interface Mandate {
  institution: string;
  /** The institution's unified social credit code, matched with the disclosure's where both have it. */
  uscc?: string | undefined;
  /** Hosts of the institution to which a link may lead. */
  hosts?: string[] | undefined;
  licence: string;
  scope: string;
  region?: string | undefined;
  /** First and last day, `YYYY-MM-DD` in China. */
  from: string;
  until: string;
  /** Where the institution publishes that the tenant is entrusted. */
  listUrl?: string | undefined;
}

export interface CampaignPoster {
  /** Name of a template. */
  template: string;
  /** https address of a picture. */
  background?: string | undefined;
  /** CSS colour; else the tenant's. */
  accent?: string | undefined;
}

/** What backs words that may only be said with proof: kept with the version that says them. */
export interface CampaignProof {
  /** Of rules.md §5: `K13`. */
  rule: string;
  /** Where the tenant keeps it: a file number, an address. */
  reference: string;
}

/** A campaign as a tenant writes it (API.md, `PUT /v1/campaigns/{id}`). */
export interface CampaignDraft {
  title: string;
  /** `codeParameter` carries the link's code; else `r`, or `jjr` where the address has an `r` of its own. */
  landing: { form: string } | { url: string; codeParameter?: string | undefined };
  copy: CampaignCopy;
  disclosure: Disclosure;
  mandate?: Mandate | undefined;
  poster?: CampaignPoster | undefined;
  proofs?: CampaignProof[] | undefined;
  /** RFC 3339. */
  expiresAt?: string | undefined;
}

/** One saved version: every one is kept with what approved it (rules.md, archive of copy). */
export interface Campaign extends CampaignDraft {
  id: string;
  version: number;
  savedAt: string;
  /** The key that saved it, and so approved it. */
  savedBy: string;
}

/** Why a campaign's links and posters are off; null while they are on. */
export type CampaignOff =
  | 'no_mandate'
  | 'mandate_not_begun'
  | 'mandate_ended'
  | 'expired'
  /** The mandate is of another institution than the lender disclosed. */
  | 'mandate_of_another'
  /** It leads to an address on a host that the mandate does not list. */
  | 'host_not_mandated'
  /** The form that it leads to, as published now, tells no lender's terms, or another lender's. */
  | 'landing_without_disclosure'
  | 'landing_of_another';

/** What a promoter's share centre shows of a campaign, and all that a poster is drawn from. */
export interface SharedCampaign {
  id: string;
  version: number;
  title: string;
  /** Legal name of the tenant. */
  tenantName: string;
  copy: CampaignCopy;
  disclosure: Disclosure;
  /** The whole yearly cost in words, where a sheet tells it: posters set it with the annual rate. */
  cost?: string | undefined;
  /** The entrusting institution, named on every poster. */
  institution?: string | undefined;
  poster: CampaignPoster;
  off: CampaignOff | null;
}
