/** Owns the route that tells how many people have opted out of marketing; must not tell who. */
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const readers: readonly Role[] = ['owner', 'compliance', 'crm'];

export const suppressionRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/suppressions',
    summary: 'How many people have opted out of marketing, by channel',
    answers: { 200: 'sms, phone, wechat, email' },
    access: readers,
    body: noBody,
    handle: async (call) => json(await call.stub.suppressions.counts()),
  }),
];
