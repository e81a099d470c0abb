/** Owns the routes of a person's rights over their data, after their phone is verified; must not know storage. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { proofCodeSchema } from '../../intake/proof-codes.ts';
import { claimOf, sendReceiptCode } from '../../intake/receipts.ts';
import type { ReceiptAccess } from '../../tenant/rights/phone-check.ts';
import type { ExportedLead } from '../../tenant/rights/rights.ts';
import { json } from '../answer.ts';
import { bearerOf } from '../authorise.ts';
import type { Call } from '../call.ts';
import { exportOf } from '../export.ts';
import { clearOutcome } from '../outcome-view.ts';
import { allOrRefusal } from '../paging.ts';
import { takeProofCode } from '../proof-code.ts';
import { readBody, readObject, submissionLimit } from '../read-body.ts';
import { type ReceiptCall, withReceipt } from '../receipt.ts';
import { publicRoute, type Route } from '../route.ts';

const phoneSchema = z
  .strictObject({
    phone: z.string(),
    code: z.string().optional().meta({ description: 'sent to the phone by …/codes' }),
    receiptSecret: z
      .string()
      .optional()
      .meta({ description: 'the fragment of the receipt’s address as the submission was answered with' }),
  })
  .meta({ id: 'VerifyPhone' });

/**
 * An answer goes on to the tenant's object, which nothing can be sent to that is nested some thousand deep. No answer is
 * more than a list: what is becomes an object without members, which no field takes either.
 */
const answer = z
  .unknown()
  .transform((value) => (Array.isArray(value) ? value.map(withoutDepth) : withoutDepth(value)));

function withoutDepth(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? {} : value;
}

export const correctSchema = z
  .strictObject({
    values: z
      .record(z.string(), answer)
      .meta({ description: 'by field id; a blank one takes its answer away' }),
  })
  .meta({ id: 'Correct' });

export const restrictSchema = z.strictObject({ restricted: z.boolean() }).meta({ id: 'Restrict' });

/** Runs a call that carries `Authorization: Bearer {access}`; the object judges what it is worth. */
function withAccess(
  call: Call,
  handle: (call: ReceiptCall, access: string) => Promise<Response | Refusal>,
): Promise<Response | Refusal> {
  return withReceipt(call, async (found) => {
    const access = bearerOf(call.request);
    return access === null ? refuse('unauthorized') : handle(found, access);
  });
}

/** A value in clear, or a word about one: no cache may keep it, and it is a file to whoever opens it. */
const asFile = { 'content-disposition': 'attachment; filename="personal-data.json"' };

export const rightsRoutes: Route[] = [
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/verify-phone',
    summary:
      'Prove to be the applicant by the phone that was submitted, with its code or the receipt’s secret; five wrong numbers an hour. Where the tenant sends codes, access for the number alone opens nothing (proof_needed)',
    answers: { 200: 'access, for half an hour and this receipt; expiresAt; proof: number, code, receipt' },
    body: phoneSchema,
    handle: (call) =>
      withReceipt(call, async ({ env, tenant, stub, id, request }) => {
        const read = await readObject(request, submissionLimit);
        if (isRefusal(read)) return read;
        const claim = await claimOf(env, tenant, id, read.object);
        const outcome: ReceiptAccess | Refusal = await stub.rights.verifyPhone(id, claim);
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/codes',
    summary:
      'Send a code to the applicant’s phone; the answer is the same for any other phone, which gets none',
    answers: { 202: 'taken; 429 with Retry-After when it is too soon' },
    body: proofCodeSchema,
    handle: (call) =>
      withReceipt(call, (found) =>
        takeProofCode(call, found, (wish, body) => sendReceiptCode(wish, found.id, body, found.facts)),
      ),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt/data',
    summary: 'Everything kept of the applicant, in clear, as a file; the reading is logged. Bearer: access',
    answers: { 200: 'lead with values, fields, consents, recipients, deliveries' },
    handle: (call) =>
      withAccess(call, async (found, access) => {
        const lead: ExportedLead | Refusal = await found.stub.rights.export(found.id, access);
        if (isRefusal(lead)) return lead;
        const opened = await Promise.all(lead.outcomes.map((one) => clearOutcome(found, one)));
        const outcomes = allOrRefusal(opened);
        return isRefusal(outcomes)
          ? outcomes
          : json(exportOf(found, lead, outcomes, found.nowMs), 200, asFile);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/erase',
    summary: 'Erase the personal data; the ledger stays and says nothing of it. Bearer: access',
    answers: { 200: 'erased' },
    handle: (call) =>
      withAccess(call, async ({ stub, id }, access) => {
        const outcome: { erased: true } | Refusal = await stub.rights.erase(id, access);
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/correct',
    summary: 'Correct values; everyone who has the lead is sent lead.corrected. Bearer: access',
    answers: { 200: 'corrected: false when nothing differs' },
    body: correctSchema,
    handle: (call) =>
      withAccess(call, async ({ stub, id }, access) => {
        const read = await readBody(call, correctSchema);
        if (isRefusal(read)) return read;
        const outcome: { corrected: boolean } | Refusal = await stub.rights.correct(
          id,
          access,
          read.body.values,
        );
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/restrict',
    summary: 'Restrict what is done with the data to keeping it, or lift that. Bearer: access',
    answers: { 200: 'restricted' },
    body: restrictSchema,
    handle: (call) =>
      withAccess(call, async ({ stub, id }, access) => {
        const read = await readBody(call, restrictSchema);
        if (isRefusal(read)) return read;
        const outcome: { restricted: boolean } | Refusal = await stub.rights.restrict(
          id,
          access,
          read.body.restricted,
        );
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
];
