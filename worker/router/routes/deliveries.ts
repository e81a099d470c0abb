/** Owns the routes of deliveries: listing, attempts, replay; must not send anything. */
import * as z from 'zod';
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { deliveryStates } from '../../tenant/delivery/delivery-view.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { listOf, pageOf, rowsFor } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const readers: readonly Role[] = ['owner', 'compliance', 'crm'];

const stateFilter = z.enum(deliveryStates).optional();
const newest = { event: Number.MAX_SAFE_INTEGER, destination: 0 };

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
