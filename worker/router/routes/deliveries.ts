/** Owns the routes of deliveries: listing, attempts, replay, dropping, a person's confirmation; must not send anything. */
import * as z from 'zod';
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { deliveryStates } from '../../../contract/states.ts';
import { line, rfc3339, slug } from '../../publishing/text-schema.ts';
import type { DeliveryKey } from '../../tenant/delivery/delivery-view.ts';
import type { ReplayedSome } from '../../tenant/delivery/replay.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { listOf, pageOf, rowsFor } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const readers: readonly Role[] = ['owner', 'compliance', 'crm'];

const stateFilter = z.enum(deliveryStates).optional();

const replayBody = z
  .strictObject({
    destination: slug.optional(),
    state: z.enum(['dead', 'delivered']).optional(),
    since: rfc3339.optional(),
    until: rfc3339.optional(),
    lead: line(100).optional(),
  })
  .meta({
    id: 'Replay',
    description:
      'Times are those of the events. What was delivered is sent again of one lead, or of a range.',
  });

const dropBody = z
  .strictObject({ destination: slug, since: rfc3339.optional(), until: rfc3339.optional() })
  .meta({
    id: 'Drop',
    description:
      'Of a destination that is off: what waits for it to be switched on again. Times are those of the events.',
  });

const confirmBody = z
  .strictObject({ note: line(500).optional() })
  .optional()
  .meta({ id: 'Confirmation' });

const newest = { event: Number.MAX_SAFE_INTEGER, destination: 0 };
const oldest = { event: 0, destination: 0 };

function msOf(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

export const deliveryRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/deliveries',
    summary: 'List the deliveries, newest event first',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor', 'state', 'lead', 'destination'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const state = stateFilter.safeParse(call.query.get('state') ?? undefined);
      if (!state.success) return refuse('invalid_request', [{ path: 'state', code: 'invalid_shape' }]);
      const before = page.cursor === null ? newest : await call.stub.deliveries.cursorOf(page.cursor);
      if (before === null) return refuse('invalid_cursor');
      const items = await call.stub.deliveries.list(
        {
          state: state.data,
          lead: call.query.get('lead') ?? undefined,
          destination: call.query.get('destination') ?? undefined,
        },
        rowsFor(page),
        before,
      );
      return json(listOf(items, page, (last) => last.id));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/deliveries/:id',
    summary: 'A delivery with each of its attempts',
    answers: { 200: 'the delivery' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const delivery = await call.stub.deliveries.get(param(call, 'id'));
      return delivery === null ? refuse('not_found') : json(delivery);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/deliveries/replay',
    summary: 'Send again what is dead: all, or of a destination, a lead, a range',
    answers: { 202: 'how many are due now' },
    access: readers,
    body: replayBody,
    handle: async (call, { state = 'dead', since, until, ...of }) => {
      if (state === 'delivered' && of.lead === undefined && (since === undefined || until === undefined)) {
        return refuse('invalid_request', [
          { path: since === undefined ? 'since' : 'until', code: 'range_required' },
        ]);
      }
      const filter = { ...of, state, sinceMs: msOf(since), untilMs: msOf(until) };
      let replayed = 0;
      for (let after: DeliveryKey | null = oldest; after !== null; ) {
        const some: ReplayedSome = await call.stub.deliveries.replaySome(filter, after);
        replayed += some.replayed;
        after = some.through;
      }
      return json({ replayed }, 202);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/deliveries/drop',
    summary:
      'Give up what waits for a destination that is off, so that it does not go out once it is on again',
    answers: { 200: 'how many were dropped' },
    access: readers,
    body: dropBody,
    handle: async (call, { destination, since, until }) => {
      const filter = { destination, sinceMs: msOf(since), untilMs: msOf(until) };
      let dropped = 0;
      for (;;) {
        const some = await call.stub.deliveries.dropSome(filter);
        if (isRefusal(some)) return some;
        dropped += some.dropped;
        if (!some.hasMore) return json({ dropped });
      }
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/deliveries/:id/confirm',
    summary: 'Note that a person has told the recipient what could not be delivered',
    answers: { 200: 'it counts as delivered' },
    access: readers,
    body: confirmBody,
    handle: async (call, body) => {
      const id = param(call, 'id');
      const outcome = await call.stub.deliveries.confirm(id, call.actor, body?.note ?? 'told by hand');
      return isRefusal(outcome) ? outcome : json({ id, state: 'delivered' });
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/deliveries/:id/replay',
    summary: 'Send a delivery again, under the same webhook-id',
    answers: { 202: 'it is due now' },
    access: readers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.deliveries.replay(param(call, 'id'));
      return isRefusal(outcome) ? outcome : json({ id: param(call, 'id'), state: 'pending' }, 202);
    },
  }),
];
