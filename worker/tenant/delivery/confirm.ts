/** Owns a person's word that they have told a recipient what could not be delivered; must not send anything. */
import { type Refusal, refuse } from '../../../contract/problem.ts';
import type { AccessLog } from '../access-log.ts';
import type { TenantContext } from '../context.ts';
import type { Actor } from '../keys.ts';
import { noLead } from '../sequence.ts';
import type { DeliveryRow } from './delivery-view.ts';
import { dropBody } from './kept-bodies.ts';
import { releaseFollowers } from './order.ts';

/** Only what is dead is told by hand: anything else is still on its way, has arrived, or must not go out. */
export function confirm(
  context: TenantContext,
  accessLog: AccessLog,
  row: DeliveryRow,
  actor: Actor,
  note: string,
): { confirmed: true } | Refusal {
  if (row.state !== 'dead') return refuse('invalid_request', [{ path: 'id', code: 'delivery_not_dead' }]);
  context.storage.transactionSync(() => {
    const number = row.attempts + 1;
    context.sql.exec(
      `INSERT INTO attempts (event, destination, number, at, latency_ms, outcome) VALUES (?, ?, ?, ?, 0, 'confirmed')`,
      row.event,
      row.destination,
      number,
      context.now(),
    );
    context.sql.exec(
      `UPDATE deliveries SET state = 'delivered', attempts = ?, next_at = NULL, reason = NULL
       WHERE event = ? AND destination = ?`,
      number,
      row.event,
      row.destination,
    );
    dropBody(context, row);
    releaseFollowers(context, row.lead, row.destination);
    accessLog.add(actor, 'confirm', row.lead === noLead ? null : row.lead, note);
  });
  return { confirmed: true };
}
