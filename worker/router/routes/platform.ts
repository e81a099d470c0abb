/** Owns the platform operator's routes: tenants, the admin token; must not know what is inside a tenant. */
import * as z from 'zod';
import { isRefusal } from '../../../contract/problem.ts';
import { directoryOf } from '../../intake/tenants.ts';
import { line, origin } from '../../publishing/text-schema.ts';
import { json } from '../answer.ts';
import { networkOf } from '../authorise.ts';
import { listOf, pageOf, rowsFor } from '../paging.ts';
import { adminRoute, noBody, type Route } from '../route.ts';

const newTenant = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{2,30}$/),
    name: line(100),
    uscc: line(18).optional(),
    origins: z.array(origin).max(100),
    contact: line(200).optional(),
  })
  .meta({ id: 'NewTenant' });

const rotateBody = z
  .strictObject({ immediately: z.boolean().default(false) })
  .prefault({})
  .meta({ id: 'RotateAdminToken' });

export const platformRoutes: Route[] = [
  adminRoute({
    method: 'POST',
    path: '/v1/tenants',
    summary: 'Create a tenant; answers with its first owner key, shown once',
    answers: { 201: 'id, name, origins, apiKey' },
    body: newTenant,
    handle: async (call, body) => {
      const created = await directoryOf(call.env).create(body, networkOf(call));
      if (isRefusal(created)) return created;
      return json({ id: body.id, name: body.name, origins: body.origins, apiKey: created.apiKey }, 201);
    },
  }),
  adminRoute({
    method: 'GET',
    path: '/v1/tenants',
    summary: 'List the tenants',
    answers: { 200: 'items, each with the ids of the master keys that its data needs; next' },
    query: ['limit', 'cursor'],
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const items = await directoryOf(call.env).list(rowsFor(page), page.cursor ?? '');
      return json(listOf(items, page, (last) => last.id));
    },
  }),
  adminRoute({
    method: 'POST',
    path: '/v1/admin/token/rotate',
    summary:
      'A new admin token, in this answer only; those before it open for an hour more, or end now: `immediately`',
    answers: { 200: 'token; previousUntil, unless those before it have ended' },
    body: rotateBody,
    handle: async (call, { immediately }) => {
      const { token, previousUntilMs } = await directoryOf(call.env).rotateAdminToken(immediately);
      console.warn('admin token rotated', call.requestId);
      if (previousUntilMs === null) return json({ token });
      return json({ token, previousUntil: new Date(previousUntilMs).toISOString() });
    },
  }),
];
