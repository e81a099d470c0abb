/** Owns the rule of what of a lead dies when (DESIGN §9); must not know storage, keys or who asks. */

/** How long things are kept. A tenant may shorten the lives of personal data, never that of evidence and logs. */
export interface RetentionSettings {
  undeliveredDays: number;
  deliveredDays: number;
  evidenceYears: number;
  logDays: number;
}

/** What the rule needs to know of a lead; times in milliseconds since 1970 UTC. */
export interface LeadFacts {
  createdAtMs: number;
  /** The first delivery of the lead itself that arrived; later ones, replays for instance, lengthen nothing. */
  firstDeliveredAtMs: number | null;
  /** The newest provision or event of the lead: acceptance, delivery, withdrawal, erasure. */
  lastFactAtMs: number;
  /** Its values can still be opened. */
  hasValues: boolean;
  /** Its evidence, or what tells of its provision, is not stripped yet. */
  hasEvidence: boolean;
}

export type Due = 'nothing' | 'values' | 'evidence';

export const dayMs = 86_400_000;

/** The same date and time so many years later; 29 February becomes 1 March, so that nothing dies a day early. */
export function addYears(ms: number, years: number): number {
  const date = new Date(ms);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.getTime();
}

/** When the form's values of a lead die. */
export function valuesEndMs(lead: LeadFacts, settings: RetentionSettings): number {
  return lead.firstDeliveredAtMs === null
    ? lead.createdAtMs + settings.undeliveredDays * dayMs
    : lead.firstDeliveredAtMs + settings.deliveredDays * dayMs;
}

/**
 * When the consent records and the records of provision die: so many years after the last fact (PIPL 56, 网数 12), and
 * never before the values that they are the evidence for.
 */
export function evidenceEndMs(lead: LeadFacts, settings: RetentionSettings): number {
  const endMs = addYears(Math.max(lead.createdAtMs, lead.lastFactAtMs), settings.evidenceYears);
  return lead.hasValues ? Math.max(endMs, valuesEndMs(lead, settings)) : endMs;
}

/** What of a lead is due to die now. Values go first: evidence is judged again once they are gone. */
export function dueFor(lead: LeadFacts, settings: RetentionSettings, nowMs: number): Due {
  if (lead.hasValues && nowMs >= valuesEndMs(lead, settings)) return 'values';
  if (lead.hasEvidence && !lead.hasValues && nowMs >= evidenceEndMs(lead, settings)) return 'evidence';
  return 'nothing';
}

/** Logs written at or before this time are due to die. */
export function logCutoffMs(settings: RetentionSettings, nowMs: number): number {
  return nowMs - settings.logDays * dayMs;
}
