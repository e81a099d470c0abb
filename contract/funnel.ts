/** Owns what the funnel report tells (`GET /v1/reports/funnel`): counts and sums, of nobody in particular; must not count. */

export const funnelGroups = ['channel', 'campaign', 'promoter', 'form', 'day'] as const;
export type FunnelGroup = (typeof funnelGroups)[number];

/** Leads of a period, by when they came, whatever has become of them since. */
export interface FunnelCounts {
  visits: number;
  starts: number;
  leads: number;
  /** Leads that have arrived at one destination at least. */
  delivered: number;
  /** Leads that were signed, or have come further. */
  signed: number;
  disbursed: number;
  /** Whole yuan that were disbursed. */
  amount: number;
}

export interface FunnelItem extends FunnelCounts {
  /** Null for what has none: no channel, no campaign, nobody credited. */
  key: string | null;
}

/** The same as told to a reader: null where a count of leads is not. */
export type ToldCounts = Pick<FunnelCounts, 'visits' | 'starts'> & {
  [K in Exclude<keyof FunnelCounts, 'visits' | 'starts'>]: number | null;
};

export interface ToldItem extends ToldCounts {
  key: string | null;
}
