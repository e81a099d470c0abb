/** Owns putting visits and leads together into the funnel report; must not know storage. */
import type { FunnelCounts, FunnelGroup, FunnelItem, ToldCounts, ToldItem } from '../../contract/funnel.ts';
import { trafficOf } from '../intake/traffic.ts';
import type { LeadCounts, Span } from '../tenant/reports/funnel.ts';
import type { VisitSum } from '../traffic/traffic-object.ts';
import type { TenantCall } from './call.ts';
import { isToldRoughly, roughCounts } from './told-counts.ts';

export interface Period {
  /** Days in China, both included. */
  from: string;
  to: string;
  fromMs: number;
  untilMs: number;
}

const nothing: FunnelCounts = {
  visits: 0,
  starts: 0,
  leads: 0,
  delivered: 0,
  signed: 0,
  disbursed: 0,
  amount: 0,
};

export async function funnelReport(
  call: TenantCall,
  by: FunnelGroup,
  period: Period,
): Promise<{ items: ToldItem[]; total: ToldCounts }> {
  const [visits, leads] = await Promise.all([visitsOf(call, by, period), leadsOf(call, by, period)]);
  const rows = new Map<string | null, FunnelCounts>();
  let total = nothing;
  for (const { key, ...counts } of [...visits, ...leads]) {
    rows.set(key, plus(rows.get(key) ?? nothing, counts));
    total = plus(total, counts);
  }
  const counted = [...rows].map(([key, counts]) => ({ key, ...counts }));
  const isRough = isToldRoughly(call.actor.role);
  const items = isRough ? roughItems(counted) : counted;
  return { items: items.sort(by === 'day' ? byKey : byLeads), total: isRough ? roughCounts(total) : total };
}

/** A row that only its leads would bring is left out: that it is there would tell of them. */
function roughItems(items: readonly FunnelItem[]): ToldItem[] {
  return items
    .map((item) => ({ key: item.key, ...roughCounts(item) }))
    .filter(({ visits, starts, leads }) => leads !== null || visits + starts > 0);
}

function byKey(a: ToldItem, b: ToldItem): number {
  return (a.key ?? '').localeCompare(b.key ?? '');
}

/** By what is told: an order must not tell what a count does not. */
function byLeads(a: ToldItem, b: ToldItem): number {
  return (b.leads ?? 0) - (a.leads ?? 0) || b.visits - a.visits || byKey(a, b);
}

function plus(sum: FunnelCounts, more: Partial<FunnelCounts>): FunnelCounts {
  return {
    visits: sum.visits + (more.visits ?? 0),
    starts: sum.starts + (more.starts ?? 0),
    leads: sum.leads + (more.leads ?? 0),
    delivered: sum.delivered + (more.delivered ?? 0),
    signed: sum.signed + (more.signed ?? 0),
    disbursed: sum.disbursed + (more.disbursed ?? 0),
    amount: sum.amount + (more.amount ?? 0),
  };
}

async function leadsOf(
  { stub: { funnel } }: TenantCall,
  by: FunnelGroup,
  { fromMs, untilMs }: Period,
): Promise<LeadCounts[]> {
  while (!(await funnel.prepare()));
  const counts: LeadCounts[] = [];
  let span: Span | null = await funnel.span(fromMs, untilMs);
  while (span !== null) {
    const part: { counts: LeadCounts[]; rest: Span | null } = await funnel.part(by, fromMs, untilMs, span);
    counts.push(...part.counts);
    span = part.rest;
  }
  return counts;
}

type KeyedVisits = Pick<FunnelCounts, 'visits' | 'starts'> & { key: string | null };

async function visitsOf(
  { env, tenant, stub }: TenantCall,
  by: FunnelGroup,
  { from, to }: Period,
): Promise<KeyedVisits[]> {
  const traffic = await trafficOf(env, tenant);
  const isOfLink = by === 'channel' || by === 'campaign' || by === 'promoter';
  const sums: VisitSum[] = await traffic.sums(isOfLink ? 'code' : by, from, to);
  if (!isOfLink) return sums.map((sum) => ({ ...sum, key: sum.key === '' ? null : sum.key }));
  const labels = await stub.funnel.labels(sums.flatMap(({ key }) => (key === '' ? [] : [key])));
  return sums.map((sum) => ({ ...sum, key: labels[sum.key]?.[by] ?? null }));
}
