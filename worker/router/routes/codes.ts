/** Owns the visitor's routes before a submission: codes by SMS and signed prefill; must not judge what they carry. */
import { isRefusal, type Refusal } from '../../../contract/problem.ts';
import { arrivalOf } from '../../intake/arrival.ts';
import { codeRequestSchema, sendPhoneCode } from '../../intake/codes.ts';
import { openPrefill, prefillSchema } from '../../intake/prefill.ts';
import { empty, json } from '../answer.ts';
import { fromVisitor } from '../origin-check.ts';
import { readObject, submissionLimit } from '../read-body.ts';
import { publicRoute, type Route } from '../route.ts';

export const codeRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    path: '/v1/t/:tenant/codes',
    summary:
      'Send a code by SMS to a phone that the form asks to have proven; takes a solved challenge where settings.challenge is on',
    answers: {
      202: 'sent; 429 with Retry-After when it is too soon or the day’s budget is spent, 502 when the provider failed',
    },
    body: codeRequestSchema,
    handle: (call) =>
      fromVisitor(call, async (visitor) => {
        const { request, stub } = visitor;
        const arrival = await arrivalOf(request, visitor);
        const { address, network } = arrival;
        const limited: Refusal | null =
          address === null ? null : await stub.limits.take('code', address, network);
        if (limited !== null) return limited;
        const read = await readObject(request, submissionLimit);
        if (isRefusal(read)) return read;
        const outcome = await sendPhoneCode(arrival, read.object);
        return isRefusal(outcome) ? outcome : empty(202);
      }),
  }),
  // POST, so that no log of URLs keeps the token a second time.
  publicRoute({
    method: 'POST',
    path: '/v1/t/:tenant/prefill',
    summary: 'Open a partner’s signed prefill: the values that the form may start with',
    answers: { 200: 'values' },
    body: prefillSchema,
    handle: (call) =>
      fromVisitor(call, async ({ request, stub, tenant, nowMs }) => {
        const read = await readObject(request, submissionLimit);
        if (isRefusal(read)) return read;
        const outcome = await openPrefill(stub, tenant, read.object, nowMs);
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
];
