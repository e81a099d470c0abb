/** Owns the way by which destinations report outcomes back, and the opening of it; must not know what is recorded. */

import * as z from 'zod';
import { outcomeTypes } from '../../../contract/outcome.ts';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { arrivalOf, turnAway } from '../../intake/arrival.ts';
import { findTenant, gateOf } from '../../intake/tenants.ts';
import { reportSchema } from '../../outcomes/outcome-schema.ts';
import { type IdentifiedReport, readReport } from '../../outcomes/read-report.ts';
import { line } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import type { Admitted } from '../../tenant/outcomes/inbound.ts';
import { empty, json } from '../answer.ts';
import { bearerOf } from '../authorise.ts';
import { boundedBytes } from '../bounded-body.ts';
import { type Call, param } from '../call.ts';
import { outcomeView } from '../outcome-view.ts';
import { mediaTypeOf, submissionLimit } from '../read-body.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];

const path = z.string().regex(/^[^.\s]{1,100}(?:\.[^.\s]{1,100}){0,9}$/, {
  error: '以点连接的名称，如 data.stage / names with dots between, as in data.stage',
});

const inboundBody = z
  .strictObject({
    stages: z
      .record(line(100), z.enum(outcomeTypes).nullable())
      .refine((stages) => Object.keys(stages).length <= 200, {
        error: '最多 200 个阶段 / at most 200 stages',
      })
      .optional(),
    fields: z
      .strictObject({ lead: path, stage: path, id: path, at: path, amount: path, reason: path })
      .partial()
      .optional(),
    rotate: z.boolean().default(true),
  })
  .prefault({})
  .meta({ id: 'Inbound' });

/** What a destination that signs sends: a Standard Webhooks body. */
const signedReport = z
  .object({ type: z.literal('lead.outcome'), data: reportSchema })
  .meta({ id: 'OutcomeReport' });

export const inboundRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    path: '/v1/t/:tenant/outcomes/:destination',
    summary:
      'Report what became of a lead that this destination was sent: signed (Standard Webhooks), or with its inbound token',
    answers: { 200: 'the stored outcome, or ignored: true', 201: 'the outcome' },
    body: signedReport,
    handle: takeReport,
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/destinations/:id/inbound',
    summary: 'Let a destination report outcomes: its token, once, and what its stages mean',
    answers: { 200: 'url, proof, token?, stages?, fields?' },
    access: configurers,
    body: inboundBody,
    handle: async (call, body) => {
      const opened = await call.stub.inbound.open(param(call, 'id'), body);
      return isRefusal(opened) ? opened : json({ url: urlOf(call, call.tenant), ...opened });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/destinations/:id/inbound',
    summary: 'How a destination reports outcomes, without its token',
    answers: { 200: 'url, proof, stages?, fields?' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const view = await call.stub.inbound.view(param(call, 'id'));
      return view === null ? refuse('not_found') : json({ url: urlOf(call, call.tenant), ...view });
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/destinations/:id/inbound',
    summary: 'Take a destination’s inbound token back',
    answers: { 204: 'closed' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const closed = await call.stub.inbound.close(param(call, 'id'));
      return isRefusal(closed) ? closed : empty(204);
    },
  }),
];

function urlOf(call: Call, tenant: string): string {
  return `${call.publicUrl}/v1/t/${tenant}/outcomes/${encodeURIComponent(param(call, 'id'))}`;
}

/** What is refused counts against its address; a CRM that reports in order is held back by nothing. */
async function takeReport(call: Call): Promise<Response | Refusal> {
  const tenant = param(call, 'tenant');
  const stub = await findTenant(call.env, tenant);
  if (stub === null) return refuse('unknown_tenant');
  const gate = await gateOf(stub, tenant);
  const arrival = await arrivalOf(call.request, { ...call, stub, tenant, gate });
  const bytes = await boundedBytes(call.request, submissionLimit);
  if (isRefusal(bytes)) return turnAway(arrival, bytes);
  const text = textOf(bytes);
  if (text === null) return turnAway(arrival, refuse('bad_json'));
  const admitted: Admitted | Refusal = await stub.inbound.admit(param(call, 'destination'), {
    token: call.request.headers.get('x-jinjian-token') ?? bearerOf(call.request),
    signed: signedOf(call.request, text),
  });
  if (isRefusal(admitted)) return turnAway(arrival, admitted);
  const report = reportOf(call.request, text, admitted);
  if (report === 'ignored') return json({ ignored: true });
  if (isRefusal(report)) return turnAway(arrival, report);
  const { lead, ...draft } = report;
  const recorded = await stub.outcomes.report(admitted.destination, lead, draft);
  if (isRefusal(recorded)) return turnAway(arrival, recorded);
  const { outcome, isReplay } = recorded;
  // Where a returned lead went on to is no business of the one who returned it.
  const { id, type, at, amount } = outcomeView(outcome);
  const view = { lead, id, type, at, ...(amount === undefined ? {} : { amount }) };
  return isReplay ? json(view, 200, { 'idempotent-replay': 'true' }) : json(view, 201);
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function signedOf({ headers }: Request, body: string) {
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
    headers.get(`webhook-${name}`),
  );
  return id == null || timestamp == null || signature == null ? null : { id, timestamp, signature, body };
}

function reportOf(
  request: Request,
  text: string,
  { mapping }: Admitted,
): IdentifiedReport | 'ignored' | Refusal {
  const message = messageOf(request, text);
  if (isRefusal(message)) return message;
  if (mapping !== undefined) {
    const report = readReport(message.content, mapping.fields, mapping.stages);
    return Array.isArray(report) ? refuse('invalid_request', report) : report;
  }
  const signed = signedReport.safeParse(message.content);
  if (!signed.success) {
    const errors = signed.error.issues.map((issue) => ({
      path: issue.path.map(String).join('.'),
      code: 'invalid_shape',
    }));
    return refuse('invalid_request', errors);
  }
  const { data } = signed.data;
  return { ...data, id: data.id ?? request.headers.get('webhook-id') ?? '' };
}

/** JSON, or the fields of a form where a CRM can send nothing else. */
function messageOf(request: Request, text: string): { content: unknown } | Refusal {
  const type = mediaTypeOf(request);
  if (type === 'application/x-www-form-urlencoded') {
    return { content: Object.fromEntries(new URLSearchParams(text)) };
  }
  if (type !== 'application/json' && type !== 'text/plain') return refuse('unsupported_media_type');
  try {
    const content: unknown = JSON.parse(text);
    return typeof content === 'object' && content !== null ? { content } : refuse('bad_json');
  } catch {
    return refuse('bad_json');
  }
}
