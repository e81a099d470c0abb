/** Owns the way by which destinations report outcomes back, and the opening of it; must not know what is recorded. */

import * as z from 'zod';
import { outcomeTypes } from '../../../contract/outcome.ts';
import { isRefusal, problemStatus, type Refusal, refuse } from '../../../contract/problem.ts';
import { arrivalOf, turnAway } from '../../intake/arrival.ts';
import { readShape } from '../../intake/read-shape.ts';
import { findTenant, gateOf, type TenantStub } from '../../intake/tenants.ts';
import { reportSchema } from '../../outcomes/outcome-schema.ts';
import { type IdentifiedReport, mostReports, readReport, recordsOf } from '../../outcomes/read-report.ts';
import { line } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import type { Admitted } from '../../tenant/outcomes/inbound.ts';
import { empty, findingView, json } from '../answer.ts';
import { bearerOf } from '../authorise.ts';
import { boundedBytes } from '../bounded-body.ts';
import { type Call, param } from '../call.ts';
import { localeOf } from '../locale.ts';
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
      const opened = await call.stub.changes.openInbound(call.actor, param(call, 'id'), body);
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
      const closed = await call.stub.changes.closeInbound(call.actor, param(call, 'id'));
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
  const message = messageOf(call.request, text);
  if (isRefusal(message)) return turnAway(arrival, message);
  const { mapping } = admitted;
  const records = mapping === undefined ? [message.content] : recordsOf(message.content, mapping.fields);
  if (records.length > mostReports) {
    const errors = [{ path: '', code: 'too_many', params: { max: mostReports } }];
    return turnAway(arrival, refuse('invalid_request', errors));
  }
  const answers: Reported[] = [];
  for (const record of records) answers.push(await recordOne(call.request, stub, record, admitted));
  const [only] = answers;
  const refused = answers.filter(isRefusal);
  if (only === undefined || refused.length === answers.length) return turnAway(arrival, together(refused));
  if (answers.length > 1 || isRefusal(only)) {
    return json({ items: answers.map((one) => itemOf(call, one)) });
  }
  return json(only.view, only.status, only.isReplay ? { 'idempotent-replay': 'true' } : {});
}

type Reported = Refusal | { status: 200 | 201; view: object; isReplay: boolean };

async function recordOne(
  request: Request,
  stub: TenantStub,
  record: unknown,
  admitted: Admitted,
): Promise<Reported> {
  const report = reportOf(request, record, admitted);
  if (report === 'ignored') return { status: 200, view: { ignored: true }, isReplay: false };
  if (isRefusal(report)) return report;
  const { lead, ...draft } = report;
  const recorded = await stub.outcomes.report(admitted.destination, lead, draft);
  if (isRefusal(recorded)) return recorded;
  const { outcome, isReplay } = recorded;
  // Where a returned lead went on to is no business of the one who returned it.
  const { id, type, at, amount } = outcomeView(outcome);
  const view = { lead, id, type, at, ...(amount === undefined ? {} : { amount }) };
  return { status: isReplay ? 200 : 201, view, isReplay };
}

/** Where nothing is recorded the message as a whole is refused, with what is wrong with each of its records. */
function together(refused: readonly Refusal[]): Refusal {
  const [first = refuse('invalid_request', [{ path: '', code: 'required' }])] = refused;
  if (refused.length < 2) return first;
  const errors = refused.flatMap(({ errors: found = [] }, at) =>
    found.map((finding) => ({ ...finding, path: `${at}.${finding.path}` })),
  );
  return refuse(first.refused, errors);
}

/** Of a list each record is answered by itself: what is right with one is recorded whatever is wrong with another. */
function itemOf(call: Call, answer: Reported) {
  if (!isRefusal(answer)) return { status: answer.status, ...answer.view };
  const { refused, errors = [] } = answer;
  const locale = localeOf(call.request);
  return {
    status: problemStatus[refused],
    code: refused,
    ...(errors.length === 0 ? {} : { errors: errors.map((finding) => findingView(finding, locale)) }),
  };
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
  record: unknown,
  { mapping }: Admitted,
): IdentifiedReport | 'ignored' | Refusal {
  if (mapping !== undefined) {
    const report = readReport(record, mapping.fields, mapping.stages, mapping.zone);
    return Array.isArray(report) ? refuse('invalid_request', report) : report;
  }
  const signed = readShape(signedReport, record);
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
    // Some systems write a byte order mark before it, which the signature covers and JSON does not know.
    const content: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof content === 'object' && content !== null ? { content } : refuse('bad_json');
  } catch {
    return refuse('bad_json');
  }
}
