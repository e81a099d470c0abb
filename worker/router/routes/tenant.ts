/** Owns the routes of a tenant's own settings, keys and recipients; must not know how they are kept. */
import * as z from 'zod';
import { isUscc, normaliseUscc, whyNoUscc } from '../../../contract/fields/uscc.ts';
import { mainland } from '../../../contract/notice.ts';
import { type Finding, isRefusal, refuse } from '../../../contract/problem.ts';
import { directoryOf, forgetGate } from '../../intake/tenants.ts';
import { regionSchema } from '../../publishing/region-schema.ts';
import { settingsPatchSchema } from '../../publishing/settings-schema.ts';
import { line, origin, slug } from '../../publishing/text-schema.ts';
import { type Role, roles } from '../../tenant/keys.ts';
import { adviceOf, empty, json } from '../answer.ts';
import { param } from '../call.ts';
import { localeOf } from '../locale.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];

const recipientBody = z
  .strictObject({
    legalName: line(100),
    kind: z.enum(['lender', 'broker', 'bureau', 'processor']),
    uscc: z
      .string()
      .transform(normaliseUscc)
      .refine((code) => isUscc(code) || whyNoUscc(code) === 'check', {
        error:
          '统一社会信用代码为18位，不含字母 I、O、S、V、Z / a USCC has 18 signs, without I, O, S, V and Z',
      })
      .optional(),
    contact: line(200),
    address: line(300).optional(),
    region: regionSchema.default(mainland),
  })
  .meta({ id: 'Recipient' });

/** Codes of the first years exist that do not fit theirs: looked at again, never refused. */
const usccDoubtful: Finding = { path: 'uscc', code: 'uscc_doubtful' };

export const tenantRoutes: Route[] = [
  tenantRoute({
    method: 'GET',
    path: '/v1/tenant',
    summary: 'The tenant and its settings, without secrets',
    answers: { 200: 'the tenant' },
    access: configurers,
    body: noBody,
    handle: async (call) => json(await call.stub.profile.view()),
  }),
  tenantRoute({
    method: 'PATCH',
    path: '/v1/tenant',
    summary: 'Change name, origins or settings; settings merge, secrets can only be written',
    answers: { 200: 'the tenant' },
    access: configurers,
    body: z
      .strictObject({
        name: line(100),
        origins: z.array(origin).max(100),
        settings: settingsPatchSchema,
      })
      .partial()
      .meta({ id: 'TenantPatch' }),
    handle: async (call, body) => {
      const view = await call.stub.changes.patchTenant(call.actor, body);
      if (isRefusal(view)) return view;
      if (body.name !== undefined) await directoryOf(call.env).rename(call.tenant, body.name);
      forgetGate(call.tenant);
      return json(view);
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/keys',
    summary: 'Make an API key; the key is in this answer only',
    answers: { 201: 'id, role, label, key' },
    access: configurers,
    body: z.strictObject({ role: z.enum(roles), label: line(100) }).meta({ id: 'NewKey' }),
    handle: async (call, body) => {
      const made = await call.stub.changes.makeKey(call.actor, body.role, body.label);
      return isRefusal(made) ? made : json(made, 201);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/keys',
    summary: 'List the API keys, without secrets; revoked ones stay listed',
    answers: { 200: 'items, next' },
    access: configurers,
    body: noBody,
    handle: async (call) => json({ items: await call.stub.keys.list(), next: null }),
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/keys/:id',
    summary: 'Take an API key back',
    answers: { 204: 'it no longer works' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.changes.revokeKey(call.actor, param(call, 'id'));
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
  tenantRoute({
    method: 'PUT',
    path: '/v1/recipients/:id',
    summary: 'Register a legal person that notices may name',
    answers: { 200: 'the recipient; advice: a USCC whose check sign does not fit' },
    access: configurers,
    body: recipientBody,
    handle: async (call, body) => {
      const id = slug.safeParse(param(call, 'id'));
      if (!id.success) return refuse('invalid_request', [{ path: 'id', code: 'invalid_shape' }]);
      const outcome = await call.stub.changes.saveRecipient(call.actor, { id: id.data, ...body });
      if (isRefusal(outcome)) return outcome;
      const isDoubtful = outcome.uscc !== undefined && !isUscc(outcome.uscc);
      return json({ ...outcome, ...adviceOf(isDoubtful ? [usccDoubtful] : [], localeOf(call.request)) });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/recipients',
    summary: 'List the recipients; self is the tenant',
    answers: { 200: 'items, next' },
    access: [...configurers, 'compliance'],
    body: noBody,
    handle: async (call) => json({ items: await call.stub.recipients.list(), next: null }),
  }),
];
