/** Owns how outcomes look to a tenant's key, their reasons only where a reading in clear was logged; must not store any. */
import type { ReportedOutcome } from '../../contract/outcome.ts';
import { isRefusal, type Refusal } from '../../contract/problem.ts';
import { tenantKeys } from '../intake/tenants.ts';
import { standingOf } from '../outcomes/standing.ts';
import { unseal } from '../sealing/envelope.ts';
import type { OutcomeFact } from '../tenant/outcomes/outcome-rows.ts';
import type { TenantCall } from './call.ts';
import { allOrRefusal } from './paging.ts';

/** Without its reason: free text may name a person. */
export function outcomeView({ event: _, note: __, ...shown }: OutcomeFact): ReportedOutcome {
  return shown;
}

export async function clearOutcome(
  call: Pick<TenantCall, 'env' | 'tenant'>,
  outcome: OutcomeFact,
): Promise<ReportedOutcome | Refusal> {
  const { note } = outcome;
  if (note === null) return outcomeView(outcome);
  const reason = await unseal<string>(await tenantKeys(call.env, call.tenant), note.context, note.envelope);
  return isRefusal(reason) ? reason : { ...outcomeView(outcome), reason };
}

/** What a lead's view says of its outcomes: where it stands, and each of them. Nothing when there are none. */
export function outcomesView(outcomes: readonly OutcomeFact[]) {
  const outcome = standingOf(outcomes);
  return outcome === null ? {} : { outcome, outcomes: outcomes.map(outcomeView) };
}

export async function clearOutcomesView(call: TenantCall, outcomes: readonly OutcomeFact[]) {
  const outcome = standingOf(outcomes);
  if (outcome === null) return {};
  const clear = allOrRefusal(await Promise.all(outcomes.map((one) => clearOutcome(call, one))));
  return isRefusal(clear) ? clear : { outcome, outcomes: clear };
}
