/** Owns how far a decision has come with one recipient, as the receipt tells it; must not know how deliveries are kept. */
import type { RecipientState } from '../../contract/receipt.ts';
import type { RecordedDecision } from '../../contract/submission.ts';

/** What is on its way to one recipient, or has come there: of the lead itself, and of the decision's own event. */
export interface SentTo {
  /** Of each delivery of the lead. */
  lead: readonly { isDelivered: boolean; isTried: boolean }[];
  /** Of each delivery of the event that tells of the decision. */
  decision: readonly { isDelivered: boolean }[];
}

/**
 * A withdrawal is confirmed once each endpoint that it was sent to has taken it, or a person has said that they told it.
 * A recipient that was never sent the lead hears of nothing and holds nothing: for it a withdrawal is confirmed from the
 * start.
 */
export function recipientState(
  decision: RecordedDecision,
  sent: SentTo,
): { state: RecipientState; received: boolean } {
  const received = sent.lead.some(({ isTried }) => isTried);
  if (decision !== 'withdrawn') {
    return { state: sent.lead.some(({ isDelivered }) => isDelivered) ? 'delivered' : 'pending', received };
  }
  const isConfirmed = sent.decision.every(({ isDelivered }) => isDelivered);
  return { state: isConfirmed ? 'withdrawal_confirmed' : 'withdrawal_sent', received };
}
