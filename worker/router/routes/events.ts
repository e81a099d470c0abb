/** Owns the route of the event feed, for pulling instead of webhooks; must not know storage. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { eventData } from '../lead-view.ts';
import { allOrRefusal, pageOf } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const readers: readonly Role[] = ['owner', 'compliance', 'crm'];

export const eventRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/events',
    summary:
      'Events after a number, oldest first, with the data a webhook would carry; the reading is logged',
    answers: { 200: 'items, next: the number to go on after' },
    query: ['after', 'limit'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const after = Number(call.query.get('after') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) {
        return refuse('invalid_request', [{ path: 'after', code: 'invalid_shape' }]);
      }
      const feed = await call.stub.events.after(after, page.limit, call.actor);
      const data = allOrRefusal(await Promise.all(feed.map((item) => eventData(call, item))));
      if (isRefusal(data)) return data;
      const items = feed.map(({ seq, id, type, at }, index) => ({
        seq,
        id,
        type,
        timestamp: at,
        data: data[index],
      }));
      const last = items.at(-1);
      return json({
        items,
        next: items.length === page.limit && last !== undefined ? String(last.seq) : null,
      });
    },
  }),
];
