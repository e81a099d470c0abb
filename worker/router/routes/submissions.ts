/** Owns the visitor's routes that write, and the challenge that comes before them; must not judge what they carry. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import type { Accepted } from '../../../contract/submission.ts';
import { arrivalOf, turnAway } from '../../intake/arrival.ts';
import { issueChallenge } from '../../intake/challenge.ts';
import { takeIn } from '../../intake/intake.ts';
import { submissionSchema } from '../../intake/submission-schema.ts';
import { tenantChallengeKeys } from '../../intake/tenants.ts';
import { countVisit } from '../../intake/traffic.ts';
import { takeVisit, visitSchema } from '../../intake/visit.ts';
import { empty, json } from '../answer.ts';
import { fromVisitor } from '../origin-check.ts';
import { readObject, submissionLimit } from '../read-body.ts';
import { publicRoute, type Route } from '../route.ts';

export const submissionRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/v1/t/:tenant/challenge',
    isBrief: true,
    summary: 'A proof-of-work challenge (altcha v2) to solve while the form is filled in',
    answers: { 200: 'parameters, signature; valid for 20 minutes and one lead' },
    handle: (call) =>
      fromVisitor(call, async ({ env, tenant, nowMs }) =>
        json(await issueChallenge(await tenantChallengeKeys(env, tenant), nowMs)),
      ),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/t/:tenant/submissions',
    isBrief: true,
    summary: 'Submit a form; the same id again answers the same',
    answers: { 200: 'the stored answer', 201: 'lead, receipt, share?' },
    body: submissionSchema,
    handle: (call) =>
      fromVisitor(call, async (visitor) => {
        const { request, tenant, publicUrl } = visitor;
        const arrival = await arrivalOf(request, visitor);
        const read = await readObject(request, submissionLimit);
        if (isRefusal(read)) return turnAway(arrival, read);
        const outcome = await takeIn(arrival, read.object);
        if (isRefusal(outcome)) return outcome;
        const { lead, receipt, receiptSecret, shareCode, isReplay } = outcome;
        // A fragment never reaches a server or its logs: whoever has it was answered here.
        const fragment = receiptSecret === null ? '' : `#${receiptSecret}`;
        const accepted: Accepted = {
          lead,
          receipt: { id: receipt, url: `${publicUrl}/r/${receipt}${fragment}` },
          ...(shareCode === null
            ? {}
            : { share: { code: shareCode, url: `${publicUrl}/s/${tenant}/${shareCode}` } }),
        };
        return isReplay ? json(accepted, 200, { 'idempotent-replay': 'true' }) : json(accepted, 201);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/t/:tenant/visits',
    isBrief: true,
    summary: 'Count a view or a start; no personal data, no cookie',
    answers: { 204: 'counted' },
    body: visitSchema,
    handle: (call) =>
      fromVisitor(call, async ({ request, stub, tenant }) => {
        const read = await readObject(request, submissionLimit);
        if (isRefusal(read)) return read;
        const visit = await takeVisit(stub, read.object);
        if (visit === null) return refuse('invalid_request');
        if (isRefusal(visit)) return visit;
        countVisit(call, tenant, visit);
        return empty(204);
      }),
  }),
];
