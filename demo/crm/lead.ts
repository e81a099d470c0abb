/** Owns what the CRM keeps of a lead and how it reads one from a verified webhook; must not know storage or pages. */
import { listMember, member, numberMember, textMember } from '../read-json.ts';

export type LeadValue = string | number | string[];

export interface CrmConsent {
  notice: string;
  version: number;
  kind: string;
  decision: string;
  recipients: string[];
  /** Place in the tenant's consent log. */
  logIndex?: number;
}

export interface CrmChainLink {
  code: string;
  promoter?: string;
  kind?: string;
}

export interface CrmLead {
  id: string;
  seq: number;
  form: string;
  createdAt: string;
  receivedAt: string;
  /** Grows with every change the CRM makes, over all leads: what a page that lost its connection asks from. */
  revision: number;
  erased: boolean;
  values: [string, LeadValue][];
  /** Signs for the people who call, in the server's words. */
  flags: string[];
  consents: CrmConsent[];
  chain: CrmChainLink[];
  credited?: string;
  channel?: string;
  reason: string;
  /** What this CRM reported of it last. */
  outcome?: string;
}

/** Reads the data of `lead.created`, or undefined when it names no lead. Members it does not know are left out. */
export function readLead(data: unknown, receivedAt: string, revision: number): CrmLead | undefined {
  const lead = member(data, 'lead');
  const id = textMember(lead, 'id');
  const createdAt = textMember(lead, 'createdAt');
  if (id === undefined || createdAt === undefined || Number.isNaN(Date.parse(createdAt))) return undefined;
  const attribution = member(data, 'attribution');
  const credited = textMember(attribution, 'credited');
  const channel = textMember(attribution, 'channel');
  return {
    id,
    seq: numberMember(lead, 'seq') ?? 0,
    form: textMember(lead, 'form') ?? '',
    createdAt,
    receivedAt,
    revision,
    erased: false,
    values: readValues(member(lead, 'values')),
    flags: listMember(lead, 'flags').filter((one) => typeof one === 'string'),
    consents: listMember(data, 'consents').map(readConsent),
    chain: listMember(attribution, 'chain').map(readChainLink),
    ...(credited === undefined ? {} : { credited }),
    ...(channel === undefined ? {} : { channel }),
    reason: textMember(attribution, 'reason') ?? 'no_touch',
  };
}

/** The lead's id that any of the event bodies is about. */
export function leadIdOf(data: unknown): string | undefined {
  return textMember(member(data, 'lead'), 'id');
}

/** What stays of a lead once it is erased: that there was one, who brought it, and nothing it said. */
export function erase(lead: CrmLead, revision: number): CrmLead {
  return { ...lead, values: [], erased: true, revision };
}

/** The lead after a decision made later: withdrawn, or granted by a later authorisation. */
export function decide(lead: CrmLead, data: unknown, revision: number): CrmLead {
  const consent = readConsent(member(data, 'consent'));
  const isKnown = lead.consents.some(({ notice }) => notice === consent.notice);
  const consents = lead.consents.map((one) => (one.notice === consent.notice ? consent : one));
  return { ...lead, consents: isKnown ? consents : [...consents, consent], revision };
}

/** The lead with what its applicant put right; an erased one takes nothing in again. */
export function correct(lead: CrmLead, data: unknown, revision: number): CrmLead {
  if (lead.erased) return lead;
  return { ...lead, values: readValues(member(member(data, 'lead'), 'values')), revision };
}

/** The lead with what was reported of it. */
export function progress(lead: CrmLead, data: unknown, revision: number): CrmLead {
  const outcome = textMember(data, 'outcome');
  return outcome === undefined ? lead : { ...lead, outcome, revision };
}

function readValues(values: unknown): [string, LeadValue][] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).flatMap(([field, value]): [string, LeadValue][] => {
    if (typeof value === 'string' || typeof value === 'number') return [[field, value]];
    if (!Array.isArray(value)) return [];
    return [[field, value.filter((one) => typeof one === 'string')]];
  });
}

function readConsent(consent: unknown): CrmConsent {
  const logIndex = numberMember(member(consent, 'entry'), 'index');
  return {
    notice: textMember(consent, 'notice') ?? '',
    version: numberMember(consent, 'version') ?? 0,
    kind: textMember(consent, 'kind') ?? '',
    decision: textMember(consent, 'decision') ?? '',
    recipients: listMember(consent, 'recipients').filter((one) => typeof one === 'string'),
    ...(logIndex === undefined ? {} : { logIndex }),
  };
}

function readChainLink(link: unknown): CrmChainLink {
  const promoter = textMember(link, 'promoter');
  const kind = textMember(link, 'kind');
  return {
    code: textMember(link, 'code') ?? '',
    ...(promoter === undefined ? {} : { promoter }),
    ...(kind === undefined ? {} : { kind }),
  };
}
