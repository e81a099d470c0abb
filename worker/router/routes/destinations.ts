/** Owns the routes of destinations; must not know how anything is delivered. */
import * as z from 'zod';
import { type Finding, isRefusal, refuse } from '../../../contract/problem.ts';
import { slug } from '../../publishing/text-schema.ts';
import { previewableEvents } from '../../tenant/delivery/preview.ts';
import type { Role } from '../../tenant/keys.ts';
import { adviceOf, json } from '../answer.ts';
import { param } from '../call.ts';
import { destinationBody, draftOf } from '../destination-schema.ts';
import { localeOf } from '../locale.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';
import { isToldRoughly } from '../told-counts.ts';
import { roughSummary } from '../told-health.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];

const previewBody = z
  .strictObject({
    lead: z.string().min(1).max(100).optional(),
    form: slug.optional(),
    event: z.enum(previewableEvents).default('lead.created'),
  })
  .prefault({})
  .meta({ id: 'Preview' });

const rotateBody = z
  .strictObject({ immediately: z.boolean().default(false) })
  .prefault({})
  .meta({ id: 'Rotate' });

/** One that was saved before regions were asked for goes on as it did where it is the tenant's own, and is to be saved again. */
const regionUnstated: Finding = { path: 'region', code: 'region_unstated' };

export const destinationRoutes: Route[] = [
  tenantRoute({
    method: 'PUT',
    path: '/v1/destinations/:id',
    summary: 'Save a destination; the first answer carries a webhook’s signing secret, once',
    answers: { 200: 'the destination; advice: why it will get nothing, or less than its mapping says' },
    rejects: 'destination_rejected',
    access: configurers,
    body: destinationBody,
    handle: async (call, body) => {
      const id = slug.safeParse(param(call, 'id'));
      if (!id.success) return refuse('destination_rejected', [{ path: 'id', code: 'invalid_shape' }]);
      const outcome = await call.stub.changes.saveDestination(call.actor, id.data, draftOf(body));
      if (isRefusal(outcome)) return outcome;
      const advice: Finding[] = await call.stub.setupAdvice.ofDestination(outcome);
      return json({ ...outcome, ...adviceOf(advice, localeOf(call.request)) });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/destinations',
    summary: 'List the destinations, without secrets, each with its health in short',
    answers: { 200: 'items, next; advice where one does not say its region' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const [all, health] = await Promise.all([call.stub.destinations.list(), call.stub.health.summaries()]);
      const healthOf = (id: string) => {
        const summary = health[id];
        return summary !== undefined && isToldRoughly(call.actor.role) ? roughSummary(summary) : summary;
      };
      const locale = localeOf(call.request);
      const items = all.map((one) => ({
        ...one,
        health: healthOf(one.id),
        ...adviceOf(one.region === undefined ? [regionUnstated] : [], locale),
      }));
      return json({ items, next: null });
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/destinations/:id/rotate',
    summary:
      'A new secret for a webhook; the one before it signs beside it for 24 hours, or ends now: `immediately`',
    answers: { 200: 'secret; previousUntil, unless the one before it has ended' },
    access: configurers,
    body: rotateBody,
    handle: async (call, { immediately }) => {
      const outcome = await call.stub.changes.rotateSecret(call.actor, param(call, 'id'), immediately);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/destinations/:id/test',
    summary:
      'Send a ping now and tell what came of it; refused for kinds that could only be tried with a lead',
    answers: { 200: 'id, outcome, status?, reason?' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.pingDestination(param(call, 'id'));
      if (isRefusal(outcome)) return outcome;
      const { outcome: result, status, reason } = outcome.verdict;
      return json({ id: outcome.id, outcome: result, status, reason });
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/destinations/:id/preview',
    summary: 'What would be sent for a lead, masked, or for an example; secrets are masked, nothing is sent',
    answers: { 200: 'event, request (method, url, headers, body) or byHand, emptyPaths' },
    access: configurers,
    body: previewBody,
    handle: async (call, body) => {
      const outcome = await call.stub.previewDestination(param(call, 'id'), body);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
];
