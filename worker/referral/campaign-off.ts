/** Owns why a campaign may not be shared at a time, and who may share it; must not know where either is kept. */
import type { CampaignDraft, CampaignOff } from '../../contract/campaign.ts';
import type { PromoterKind } from '../../contract/event.ts';
import type { Finding } from '../../contract/problem.ts';

/** `strict`: only under a live mandate (rules.md MK-01). `open`: the tenant answers for that itself. */
export type Marketing = 'strict' | 'open';

/** China has one time zone and no summer time. */
const chinaOffsetMs = 8 * 3_600_000;

/** The day in China, `YYYY-MM-DD`. */
export function chinaDay(nowMs: number): string {
  return new Date(nowMs + chinaOffsetMs).toISOString().slice(0, 10);
}

/** Why its links and posters are off; null while they are on. A mandate holds through its last day. */
export function campaignOff(
  campaign: Pick<CampaignDraft, 'mandate' | 'expiresAt'>,
  marketing: Marketing,
  nowMs: number,
): CampaignOff | null {
  const { mandate, expiresAt } = campaign;
  if (expiresAt !== undefined && Date.parse(expiresAt) <= nowMs) return 'expired';
  if (marketing === 'open') return null;
  if (mandate === undefined) return 'no_mandate';
  const today = chinaDay(nowMs);
  if (today < mandate.from) return 'mandate_not_begun';
  return today > mandate.until ? 'mandate_ended' : null;
}

/** When a campaign that is on goes off by itself; null for never. */
export function campaignEndMs(
  { mandate, expiresAt }: Pick<CampaignDraft, 'mandate' | 'expiresAt'>,
  marketing: Marketing,
): number | null {
  const ends = [
    ...(expiresAt === undefined ? [] : [Date.parse(expiresAt)]),
    // The mandate's last day is a whole one.
    ...(marketing === 'open' || mandate === undefined
      ? []
      : [Date.parse(`${mandate.until}T00:00:00+08:00`) + 86_400_000]),
  ];
  return ends.length === 0 ? null : Math.min(...ends);
}

export interface Standing {
  kind: PromoterKind;
  employer: string | null;
  certificate: { number: string; until: string } | null;
  authority: { from: string; until: string } | null;
}

/** What a promoter lacks for a campaign (MK-02, MK-03); nothing for a customer, who passes on what was given. */
export function lackingOf(promoter: Standing, marketing: Marketing, nowMs: number): Finding[] {
  if (marketing === 'open' || promoter.kind === 'customer') return [];
  const today = chinaDay(nowMs);
  const findings: Finding[] = [];
  const lacks = (path: string, code: string) =>
    findings.push({ path: `promoter.${path}`, code, rule: 'MK-03' });
  const { employer, certificate, authority } = promoter;
  if (employer === null) lacks('employer', 'employer_missing');
  if (certificate === null) lacks('certificate', 'certificate_missing');
  else if (today > certificate.until) lacks('certificate.until', 'certificate_ended');
  if (authority !== null && today < authority.from) lacks('authority.from', 'authority_not_begun');
  if (authority !== null && today > authority.until) lacks('authority.until', 'authority_ended');
  return findings;
}
