/** Owns which leads a list or a file of them is asked for; must not read any. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../contract/problem.ts';
import { leadStates } from '../../contract/states.ts';
import type { LeadFilter } from '../tenant/leads.ts';
import { sinceOf } from './paging.ts';

const stateFilter = z.enum(leadStates).optional();

/** `?since=&form=&state=&promoter=&channel=` */
export function leadFilterOf(query: URLSearchParams): LeadFilter | Refusal {
  const sinceMs = sinceOf(query);
  if (isRefusal(sinceMs)) return sinceMs;
  const state = stateFilter.safeParse(query.get('state') ?? undefined);
  if (!state.success) return refuse('invalid_request', [{ path: 'state', code: 'invalid_shape' }]);
  return {
    sinceMs,
    form: query.get('form') ?? undefined,
    state: state.data,
    promoter: query.get('promoter') ?? undefined,
    channel: query.get('channel') ?? undefined,
  };
}
