/** Owns the events that are about no lead, for the tenant alone; must not know leads. */
import type {
  CodeBudgetWarned,
  DestinationDisabled,
  EventBody,
  TreeLimitReached,
} from '../../../contract/event.ts';
import { self } from '../../routing/recipients.ts';
import { codeBudgetOf } from '../code-budget.ts';
import type { TenantContext } from '../context.ts';
import { treeLimitOf } from '../link-tree.ts';
import { firstRow, timeText } from '../rows.ts';
import type { PendingDelivery } from './delivery-view.ts';
import { destinationEndOf } from './destination-end.ts';

export type DataOfNoLead = TreeLimitReached | DestinationDisabled | CodeBudgetWarned;

/** What such an event tells; null when it is none. */
export function dataOf(context: TenantContext, event: number): DataOfNoLead | null {
  return treeLimitOf(context, event) ?? destinationEndOf(context, event) ?? codeBudgetOf(context, event);
}

/** Its body. Asked at every attempt: the destination may have been handed to another recipient since. */
export function aboutNoLead(
  context: TenantContext,
  { event, type }: PendingDelivery,
  recipient: string,
): EventBody | 'not_consented' {
  const row = firstRow<{ at: number }>(context.sql, 'SELECT at FROM events WHERE seq = ?', event);
  const data = dataOf(context, event);
  if (recipient !== self || row === undefined || data === null || type === null) return 'not_consented';
  return { type, timestamp: timeText(row.at), data };
}
