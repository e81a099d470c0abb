/** Owns the routes of promoters; must not know their links' worth. */
import * as z from 'zod';
import { isCalendarDate } from '../../../contract/fields/date.ts';
import { isRefusal, refuse } from '../../../contract/problem.ts';
import { line, picture } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import { empty, json } from '../answer.ts';
import { param } from '../call.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];

const day = z.string().refine(isCalendarDate, { error: '日期，如 2026-11-27 / a day such as 2026-11-27' });

const promoterBody = z
  .strictObject({
    kind: z.enum(['staff', 'partner', 'customer']),
    name: line(60),
    employer: line(100).optional(),
    employeeNo: line(60).optional(),
    certificate: z.strictObject({ number: line(60), until: day }).optional(),
    authority: z.strictObject({ from: day, until: day }).optional(),
  })
  .meta({ id: 'Promoter' });

/** What the business card prints is the tenant's to enter, as the employer of whom it names. */
const promoterPatch = promoterBody
  .partial()
  .extend({
    title: line(40).nullable().optional(),
    phone: z
      .string()
      .regex(/^\+?[\d -]{5,20}$/, { error: '只能含数字、空格和 - / digits, spaces and -' })
      .nullable()
      .optional(),
    photo: picture.nullable().optional(),
  })
  .meta({ id: 'PromoterPatch' });

export const promoterRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/promoters',
    summary: 'Register a promoter; the token is a promoter key, in this answer only',
    answers: { 201: 'the promoter and its token' },
    access: configurers,
    body: promoterBody,
    handle: async (call, body) => {
      const made = await call.stub.contentChanges.makePromoter(call.actor, body);
      return isRefusal(made) ? made : json(made, 201);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/promoters',
    summary: 'List the promoters',
    answers: { 200: 'items, next' },
    access: configurers,
    body: noBody,
    handle: async (call) => json({ items: await call.stub.promoters.list(), next: null }),
  }),
  tenantRoute({
    method: 'PATCH',
    path: '/v1/promoters/:id',
    summary: 'Change a promoter',
    answers: { 200: 'the promoter' },
    access: configurers,
    body: promoterPatch,
    handle: async (call, { title, phone, photo, ...body }) => {
      const card = Object.fromEntries(
        Object.entries({ title, phone, photo }).filter(([, value]) => value !== undefined),
      );
      const outcome = await call.stub.contentChanges.changePromoter(
        call.actor,
        param(call, 'id'),
        body,
        card,
      );
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/promoters/:id/consent',
    summary: 'Record that a promoter agreed to the rules of sharing; a promoter key for itself only',
    answers: { 200: 'the promoter' },
    access: [...configurers, 'promoter'],
    body: z.strictObject({ version: line(60) }).meta({ id: 'SharingConsent' }),
    handle: async (call, { version }) => {
      const id = param(call, 'id');
      if (call.actor.role === 'promoter' && call.actor.promoter !== id) return refuse('not_found');
      const outcome = await call.stub.contentChanges.consentOfPromoter(call.actor, id, version);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/promoters/:id',
    summary: 'A promoter leaves: the token ends, links go to handoverTo or stay credited to the tenant',
    answers: { 204: 'done' },
    query: ['handoverTo'],
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const handoverTo = call.query.get('handoverTo') ?? undefined;
      const outcome = await call.stub.contentChanges.promoterLeaves(
        call.actor,
        param(call, 'id'),
        handoverTo,
      );
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
];
