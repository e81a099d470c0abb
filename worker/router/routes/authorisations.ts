/** Owns the routes of later, named authorisations: asked for by the tenant, read and signed by the applicant; no rules. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { sendSignerCode } from '../../intake/authorisation-codes.ts';
import { signingSchema, takeSigning } from '../../intake/authorisations.ts';
import { proofCodeSchema } from '../../intake/proof-codes.ts';
import { signerOf } from '../../intake/signer.ts';
import { gateOf } from '../../intake/tenants.ts';
import { slug } from '../../publishing/text-schema.ts';
import type { UseTaken } from '../../tenant/authorisation/authorisation-uses.ts';
import type { AuthorisationView } from '../../tenant/authorisation/authorisation-view.ts';
import type { PageOfAuthorisation } from '../../tenant/authorisation/open-page.ts';
import type { Role } from '../../tenant/keys.ts';
import { json } from '../answer.ts';
import { askedBy, signedAnswer } from '../asked-authorisation.ts';
import { type Call, param } from '../call.ts';
import { authorisationPage } from '../pages/authorisation-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { takeProofCode } from '../proof-code.ts';
import { readObject, submissionLimit } from '../read-body.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

/** "Leads and outcomes (owner, compliance, crm)". */
const askers: readonly Role[] = ['owner', 'compliance', 'crm'];
/** A use is a query about to be made: that is the work of whoever forwards leads. */
const users: readonly Role[] = ['owner', 'crm'];

function urlOf(call: Call, id: string): string {
  return `${call.publicUrl}/a/${id}`;
}

function told(call: Call, view: AuthorisationView) {
  const { id, ...rest } = view;
  return { id, url: urlOf(call, id), ...rest };
}

export const authorisationRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/leads/:id/authorisations',
    summary:
      'Ask a lead’s applicant for an authorisation that names one lender; the link carries no personal data. signing_unavailable where they could not sign it',
    answers: {
      200: 'the one that is open, or holds, on this text',
      201: 'id, url, expiresAt, and the rest of the authorisation',
    },
    access: askers,
    body: z
      .strictObject({
        notice: slug,
        expiresInDays: z
          .int()
          .min(1)
          .max(30)
          .optional()
          .meta({ description: 'life of the link; 7 unless given' }),
      })
      .meta({ id: 'AskAuthorisation' }),
    handle: async (call, body) => {
      const { notice, expiresInDays } = body;
      const outcome = await call.stub.authorisations.ask(
        param(call, 'id'),
        notice,
        call.actor,
        expiresInDays,
      );
      if (isRefusal(outcome)) return outcome;
      return json(told(call, outcome.asked), outcome.isNew ? 201 : 200);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/leads/:id/authorisations',
    summary: 'List the authorisations that a lead was asked for, oldest first',
    answers: { 200: 'items, next' },
    access: askers,
    body: noBody,
    handle: async (call) => {
      const items = await call.stub.authorisations.list(param(call, 'id'));
      if (items === null) return refuse('not_found');
      return json({ items: items.map((item) => told(call, item)), next: null });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/authorisations/:authorisation',
    summary: 'An authorisation: its state, its end, its uses',
    answers: { 200: 'the authorisation' },
    access: askers,
    body: noBody,
    handle: async (call) => {
      const view = await call.stub.authorisations.get(param(call, 'authorisation'));
      return view === null ? refuse('not_found') : json(told(call, view));
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/uses',
    summary:
      'Take one of the queries that were authorised, before it is made; the same id again answers the same',
    answers: { 200: 'the use that this id took before', 201: 'id, use, and the authorisation as it is now' },
    access: users,
    body: z
      .strictObject({
        id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
        recipient: slug
          .optional()
          .meta({ description: 'who is to query; refused when it is not the one named' }),
      })
      .meta({ id: 'AuthorisationUse' }),
    handle: async (call, body) => {
      const { id, recipient } = body;
      const outcome: (UseTaken & { authorisation: AuthorisationView }) | Refusal =
        await call.stub.authorisations.use(param(call, 'authorisation'), id, recipient, call.actor);
      if (isRefusal(outcome)) return outcome;
      const { use, authorisation, isReplay } = outcome;
      const answer = { id, use, authorisation: told(call, authorisation) };
      return isReplay ? json(answer, 200, { 'idempotent-replay': 'true' }) : json(answer, 201);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/a/:authorisation',
    summary: 'The page on which an authorisation is read and signed',
    answers: { 200: 'text/html', 404: 'text/html', 410: 'text/html: the link has ended' },
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return missingPage();
      const isRead = call.request.method !== 'HEAD';
      const found: PageOfAuthorisation | null = await asked.stub.openAuthorisation(asked.id, isRead);
      return found === null ? missingPage() : authorisationPage(found);
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/codes',
    summary:
      'Send a code to the applicant’s phone; the answer is the same for any other phone, which gets none',
    answers: { 202: 'taken; 429 with Retry-After when it is too soon' },
    body: proofCodeSchema,
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return asked;
      return takeProofCode(call, asked, (wish, body) => sendSignerCode(wish, asked.id, body));
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/authorisations/:authorisation/decide',
    summary:
      'Sign or refuse an authorisation; the same decision again answers the same. A grant takes phone and code, or, for `provide`, the receipt’s secret',
    answers: { 200: 'id, decision, decidedAt, validUntil?, receipt?, entry' },
    body: signingSchema,
    handle: async (call) => {
      const asked = await askedBy(call);
      if (isRefusal(asked)) return asked;
      const read = await readObject(call.request, submissionLimit);
      if (isRefusal(read)) return read;
      const gate = await gateOf(asked.stub, asked.tenant);
      const { env, nowMs } = call;
      const signer = signerOf(call.request, env.JINJIAN_CLIENT_IP_HEADER);
      const outcome = await takeSigning({ env, ...asked, gate, signer, nowMs }, read.object);
      if (isRefusal(outcome)) return outcome;
      const headers = outcome.isReplay ? { 'idempotent-replay': 'true' } : {};
      return json(signedAnswer(call, outcome.decided), 200, headers);
    },
  }),
];
