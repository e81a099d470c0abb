/** Owns what becomes of a lead as those who received it report it; must not know who reports it, or how. */

/** The stages in their order, then the two endings. */
export const outcomeTypes = [
  'contacted',
  'appointed',
  'signed',
  'approved',
  'disbursed',
  'rejected',
  'returned',
] as const;

export type OutcomeType = (typeof outcomeTypes)[number];

/** Types that may carry an amount of money, in whole yuan. */
export const typesWithAmount: readonly OutcomeType[] = ['signed', 'approved', 'disbursed'];

/** Data of `lead.outcome`: one fact about a lead after it was handed on. */
export interface LeadOutcome {
  tenant: string;
  lead: { id: string; seq: number };
  outcome: ReportedOutcome;
}

export interface ReportedOutcome {
  /** The reporter's own id of it. */
  id: string;
  type: OutcomeType;
  at: string;
  receivedAt: string;
  amount?: number;
  /** Free text, sealed at rest: absent where values are masked, and gone with them. */
  reason?: string;
  /** The destination that reported it; absent when a key of the tenant's did. */
  destination?: string;
  /** Of `returned`: the destinations that the lead went on to, or why it went to none. */
  rerouted?: string[];
  ended?: string;
}
