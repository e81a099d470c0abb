/** Owns reading what retention asks of a lead; must not decide what dies. */
import type { LeadFacts } from '../../retention/due.ts';
import type { TenantContext } from '../context.ts';
import { firstRow } from '../rows.ts';

/**
 * What a recipient reports is no fact about the consent: it makes no evidence live longer.
 * `NOT INDEXED` keeps to the key of `attempts`, event first: its indexes by time would be walked from end to end.
 */
const factsSql = `
  SELECT created_at,
    wrapped_key IS NOT NULL AS has_values,
    (SELECT MIN(at) FROM attempts NOT INDEXED WHERE event = leads.seq AND outcome = 'delivered') AS first_delivered,
    (SELECT MAX(at) FROM events WHERE lead = leads.seq AND type <> 'lead.outcome') AS last_event,
    (SELECT MAX(at) FROM attempts NOT INDEXED WHERE outcome IN ('delivered', 'confirmed')
       AND event IN (SELECT leads.seq UNION ALL SELECT seq FROM events WHERE lead = leads.seq)) AS last_delivered,
    evidence IS NOT NULL OR EXISTS (SELECT 1 FROM attempts NOT INDEXED
       WHERE event IN (SELECT leads.seq UNION ALL SELECT seq FROM events WHERE lead = leads.seq)) AS has_evidence
  FROM leads WHERE seq = ?`;

export function factsOf(context: TenantContext, lead: number): LeadFacts | null {
  const row = firstRow<{
    created_at: number;
    has_values: number;
    first_delivered: number | null;
    last_event: number | null;
    last_delivered: number | null;
    has_evidence: number;
  }>(context.sql, factsSql, lead);
  if (row === undefined) return null;
  return {
    createdAtMs: row.created_at,
    firstDeliveredAtMs: row.first_delivered,
    lastFactAtMs: Math.max(row.created_at, row.last_event ?? 0, row.last_delivered ?? 0),
    hasValues: row.has_values === 1,
    hasEvidence: row.has_evidence === 1,
  };
}
