/** Owns the routes of the rule set, its trial, and what is asked of a routed lead; must not know how it is decided. */
import * as z from 'zod';
import { type Finding, isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { routesSchema, simulationSchema } from '../../routing/rules.ts';
import type { Role } from '../../tenant/keys.ts';
import type { RouteView } from '../../tenant/routing/route-versions.ts';
import type { Explanation } from '../../tenant/routing/routing.ts';
import type { Simulated } from '../../tenant/routing/trial.ts';
import { adviceOf, json } from '../answer.ts';
import { param } from '../call.ts';
import { localeOf } from '../locale.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];
const leadRoles: readonly Role[] = ['owner', 'compliance', 'crm'];

/** Two thousand comparisons, many with a list of regions. */
const mostValues = 20_000;

const versionQuery = z.coerce.number().int().min(1).optional();

export const routingRoutes: Route[] = [
  tenantRoute({
    method: 'PUT',
    path: '/v1/routes',
    summary: 'Save the rule set that new leads are routed by, as a new version',
    answers: { 200: 'the rule set with its version; advice: what of it leads nowhere, or waits in vain' },
    rejects: 'route_rejected',
    mostValues,
    access: configurers,
    body: routesSchema,
    handle: async (call, body) => {
      const outcome: RouteView | Refusal = await call.stub.changes.saveRoutes(call.actor, body);
      if (isRefusal(outcome)) return outcome;
      const advice: Finding[] = await call.stub.setupAdvice.ofRoutes(body);
      return json({ ...outcome, ...adviceOf(advice, localeOf(call.request)) });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/routes',
    summary: 'The rule set, or an earlier version of it',
    answers: { 200: 'the rule set with its version; version 0 when there is none' },
    query: ['version'],
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const version = versionQuery.safeParse(call.query.get('version') ?? undefined);
      if (!version.success) return refuse('invalid_request', [{ path: 'version', code: 'invalid_shape' }]);
      const view: RouteView | null = await call.stub.routes.view(version.data ?? null);
      return view === null ? refuse('not_found') : json(view);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/routes/simulate',
    summary:
      'Decide past leads by another rule set and tell what would change; nothing is sent or kept; logged. For a marketer in fives, roughly',
    answers: {
      200: 'leads, unread, more, destinations, unrouted, held, changed, items; a count is null where it is not told',
    },
    rejects: 'route_rejected',
    mostValues,
    access: configurers,
    body: simulationSchema,
    handle: async (call, { from, to, limit, ...set }) => {
      const simulation = {
        set,
        fromMs: from === undefined ? 0 : Date.parse(from),
        toMs: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
        limit,
      };
      const outcome: Simulated | Refusal = await call.stub.routing.simulate(simulation, call.actor);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/route/explain',
    summary: 'Why a lead went where it did: each rule, each destination; and whether it would again',
    answers: { 200: 'lead, at, version, rules, fallback?, again, reroutes' },
    access: leadRoles,
    body: noBody,
    handle: async (call) => {
      const outcome: Explanation | Refusal = await call.stub.routing.explain(param(call, 'id'));
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/route',
    summary: 'Send a lead that went nowhere (`unrouted`) by the rules as they are now; logged',
    answers: { 200: 'routed: the destinations; none when nobody can take it, or it has gone somewhere' },
    access: leadRoles,
    body: noBody,
    handle: async (call) => {
      const outcome: { routed: string[] } | Refusal = await call.stub.routing.route(
        param(call, 'id'),
        call.actor,
      );
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/release',
    summary: 'Let go what waits in quarantine or as a duplicate; logged',
    answers: { 200: 'released: the destinations; none when nothing waits' },
    access: leadRoles,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.routing.release(param(call, 'id'), call.actor);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/reject',
    summary: 'Turn away what waits in quarantine or as a duplicate: it never goes out; logged',
    answers: { 200: 'rejected: the destinations; none when nothing waits' },
    access: leadRoles,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.routing.reject(param(call, 'id'), call.actor);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
];
