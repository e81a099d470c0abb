/** Owns telling Jinjian what became of a lead, signed as its webhooks are; must not know pages or storage. */
import { Webhook } from 'standardwebhooks';

/** What this CRM's staff may report, in their words. */
export const reportable = {
  contacted: '已联系',
  signed: '已签约',
  returned: '退回',
} as const;

export type Reportable = keyof typeof reportable;

export function isReportable(type: string | undefined): type is Reportable {
  return type !== undefined && Object.hasOwn(reportable, type);
}

export interface Told {
  lead: string;
  type: Reportable;
  /** Whole yuan. */
  amount?: number;
}

/**
 * Reports once: the same type of the same lead has the same id, so that a double tap changes nothing.
 * @param url the destination's own address for outcomes
 */
export async function reportOutcome(
  url: string,
  secret: string,
  { lead, type, amount }: Told,
): Promise<{ ok: boolean; id: string }> {
  const [id, at] = [`crm-${lead}-${type}`, new Date()];
  const data = { lead, type, ...(amount === undefined ? {} : { amount }) };
  const body = JSON.stringify({ type: 'lead.outcome', timestamp: at.toISOString(), data });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    });
    return { ok: response.ok, id };
  } catch {
    return { ok: false, id };
  }
}
