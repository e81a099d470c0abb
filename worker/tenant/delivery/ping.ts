/** Owns asking a destination whether it answers; must not store anything: it is a question, not a fact. */
import type { EventBody } from '../../../contract/event.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { adapterOf } from '../../delivery/adapters.ts';
import type { Verdict } from '../../delivery/verdict.ts';
import type { TenantContext } from '../context.ts';
import type { DestinationStore } from '../destinations.ts';
import { timeText } from '../rows.ts';
import type { Targets } from './targets.ts';

/** Sends a `ping` now and tells what came of it. */
export async function ping(
  context: TenantContext,
  { destinations, targets }: { destinations: DestinationStore; targets: Targets },
  destination: string,
): Promise<{ id: string; verdict: Verdict } | Refusal> {
  const row = destinations.row(destination);
  if (row === undefined) return refuse('not_found');
  const { takes } = adapterOf(row.kind);
  // There is nothing to ask of it that would leave no record behind.
  if (takes !== 'all' && !takes.includes('ping')) {
    return refuse('destination_rejected', [{ path: 'kind', code: 'not_testable' }]);
  }
  const event: EventBody = {
    type: 'ping',
    timestamp: timeText(context.now()),
    data: { tenant: context.profile().id, destination },
  };
  const id = `ping_${crypto.randomUUID()}`;
  const sent = await targets.send(row, [{ id, event, text: JSON.stringify(event), leadUrl: null }]);
  return isRefusal(sent) ? sent : { id, verdict: sent.verdict };
}
