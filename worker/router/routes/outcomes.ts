/** Owns the routes of outcomes as a tenant's keys report and read them; must not know how a destination reports. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { outcomeSchema } from '../../outcomes/outcome-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { outcomeView } from '../outcome-view.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const reporters: readonly Role[] = ['owner', 'compliance', 'crm'];

export const outcomeRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/outcomes',
    summary:
      'Report what became of a lead; the same id again answers the same. `returned` sends it on, or ends it',
    answers: { 200: 'the stored outcome', 201: 'the outcome; of `returned`: rerouted or ended' },
    access: reporters,
    body: outcomeSchema,
    handle: async (call, body) => {
      const lead = param(call, 'id');
      const recorded = await call.stub.outcomes.record(lead, body, call.actor);
      if (isRefusal(recorded)) return recorded;
      const { outcome, isReplay } = recorded;
      const view = { lead, ...outcomeView(outcome) };
      return isReplay ? json(view, 200, { 'idempotent-replay': 'true' }) : json(view, 201);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/leads/:id/outcomes',
    summary: 'What was reported of a lead, in the order of its time; reasons are read by `reveal`',
    answers: { 200: 'items, next' },
    access: reporters,
    body: noBody,
    handle: async (call) => {
      const outcomes = await call.stub.outcomes.list(param(call, 'id'));
      return outcomes === null ? refuse('not_found') : json({ items: outcomes.map(outcomeView), next: null });
    },
  }),
];
