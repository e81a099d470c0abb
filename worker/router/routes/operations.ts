/** Owns the routes by which an operator and a tenant see how deliveries fare; must not send any. */
import { refuse } from '../../../contract/problem.ts';
import { measureTenants } from '../../intake/measure-tenants.ts';
import type { HealthView } from '../../tenant/delivery/destination-health.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { exposition, expositionType } from '../exposition.ts';
import { version } from '../form-script.ts';
import { metricFamilies } from '../metric-families.ts';
import { adminRoute, noBody, type Route, tenantRoute } from '../route.ts';
import { isToldRoughly } from '../told-counts.ts';
import { roughHealth } from '../told-health.ts';

export const operationRoutes: Route[] = [
  adminRoute({
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics of every tenant and destination for Prometheus; ids and counts alone',
    answers: { 200: 'text/plain; version=0.0.4' },
    body: noBody,
    handle: async (call) => {
      const tenants = await measureTenants(call.env);
      return new Response(exposition(metricFamilies(version, tenants, Date.now())), {
        headers: { 'content-type': expositionType, 'cache-control': 'no-store' },
      });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/destinations/:id/health',
    summary: 'How a destination fares: success, latency, what waits and since when, what is dead',
    answers: {
      200: 'state (healthy, failing, paused, disabled, idle), successRate, attempts, latencyMs, backlog, oldestDueAt, dead, lastSuccessAt, lastFailure. To a marketer counts in fives, null below five, and times to the hour',
    },
    access: ['owner', 'marketer', 'compliance', 'crm'],
    body: noBody,
    handle: async (call) => {
      const health: HealthView | null = await call.stub.health.view(param(call, 'id'));
      if (health === null) return refuse('not_found');
      return json(isToldRoughly(call.actor.role) ? roughHealth(health) : health);
    },
  }),
];
