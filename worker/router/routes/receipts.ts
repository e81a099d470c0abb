/** Owns the routes of receipts; must not know what is in one. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import type { WithdrawalAnswer } from '../../../contract/receipt.ts';
import { receiptIdIn } from '../../intake/receipt-number.ts';
import { holderOf } from '../../intake/receipts.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { localeOf } from '../locale.ts';
import { isFromOwnPage } from '../origin-check.ts';
import { missingPage } from '../pages/missing-page.ts';
import { lookupPage } from '../pages/receipt-lookup.ts';
import { receiptFilePage, receiptPage } from '../pages/receipt-page.ts';
import { plainLook, qrMatrix } from '../qr-code.ts';
import { readForm, readObject, submissionLimit } from '../read-body.ts';
import { type ReceiptCall, receiptOf, withReceipt } from '../receipt.ts';
import { proofOf, receiptFile } from '../receipt-file.ts';
import { publicRoute, type Route } from '../route.ts';

/** More than any receipt's address has. */
const longestNumber = 300;

const withdrawSchema = z.strictObject({ notice: z.string() }).meta({ id: 'Withdraw' });

const proofHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
};

const asFile = { 'content-disposition': 'attachment; filename="receipt.json"' };

/** What is no text names no notice. */
async function withdraw({ stub, id }: ReceiptCall, notice: unknown): Promise<WithdrawalAnswer | Refusal> {
  if (typeof notice !== 'string') {
    return refuse('invalid_request', [{ path: 'notice', code: 'invalid_shape' }]);
  }
  const outcome: WithdrawalAnswer | Refusal = await stub.receipts.withdraw(id, notice);
  return outcome;
}

export const receiptRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/r',
    summary: 'Where a receipt is opened by its number, for whoever has it on paper or in a picture',
    answers: { 200: 'text/html' },
    handle: (call) => lookupPage(localeOf(call.request)),
  }),
  publicRoute({
    method: 'POST',
    path: '/r',
    summary: 'Open a receipt by its number as typed: the form field `number`',
    answers: { 303: 'to the receipt', 404: 'the page again, with what to look at' },
    handle: async (call) => {
      const form = await readForm(call.request);
      if (isRefusal(form)) return form;
      const typed = (form.get('number') ?? '').slice(0, longestNumber);
      const id = receiptIdIn(typed);
      const holder = id === null ? null : await holderOf(call.env, id);
      const facts: unknown = holder === null || id === null ? null : await holder.stub.receipts.read(id);
      if (facts === null) return lookupPage(localeOf(call.request), typed);
      return new Response(null, {
        status: 303,
        headers: { location: `/r/${id}`, 'cache-control': 'no-store' },
      });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/r/:receipt',
    summary: 'The receipt as a page',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const found = await withReceipt(call, receiptPage);
      return isRefusal(found) ? missingPage() : found;
    },
  }),
  publicRoute({
    method: 'POST',
    path: '/r/:receipt/withdraw',
    summary: 'Withdraw a grant from the page without script: the form field `notice`',
    answers: { 303: 'back to the page' },
    handle: async (call) => {
      if (!isFromOwnPage(call)) return refuse('origin_not_allowed');
      const form = await readForm(call.request);
      if (isRefusal(form)) return form;
      const found = await withReceipt(call, (receipt) => withdraw(receipt, form.get('notice')));
      if (isRefusal(found)) return found.refused === 'not_found' ? missingPage() : found;
      return new Response(null, {
        status: 303,
        headers: { location: `/r/${param(call, 'receipt')}`, 'cache-control': 'no-store' },
      });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt',
    summary: 'The receipt as data, without personal data',
    answers: { 200: 'id, createdAt, tenant, form, grants, rights' },
    handle: (call) => withReceipt(call, async (found) => json(receiptOf(found))),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt/proof',
    summary: 'The proof that the last decision on a notice is in the log (C2SP tlog-proof@v1)',
    answers: { 200: 'text/plain; verifies offline against a leaf of the receipt file' },
    query: ['notice'],
    handle: (call) =>
      withReceipt(call, async (found) => {
        const grant = found.facts.grants.find(({ notice }) => notice === call.query.get('notice'));
        if (grant === undefined) {
          return refuse('invalid_request', [{ path: 'notice', code: 'not_on_receipt' }]);
        }
        const proof = await proofOf(found, grant.entry.index);
        return isRefusal(proof) ? proof : new Response(proof, { headers: proofHeaders });
      }),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt/file',
    summary: 'The receipt to keep: decisions, texts and proofs, without personal data',
    answers: { 200: 'v, receipt, notices, keys, proofs' },
    handle: (call) =>
      withReceipt(call, async (found) => {
        const file = await receiptFile(found);
        return isRefusal(file) ? file : json(file, 200, asFile);
      }),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt/page',
    summary: 'The receipt to keep as a page to read: decisions and texts, without personal data',
    answers: { 200: 'text/html' },
    handle: (call) => withReceipt(call, receiptFilePage),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt/qr',
    summary: 'The QR modules of the receipt’s address, without its secret, for the picture to keep',
    answers: { 200: 'url, size, modules: base64url bits, row by row' },
    handle: (call) =>
      withReceipt(call, async ({ id, publicUrl }) => {
        const url = `${publicUrl}/r/${id}`;
        const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };
        return json({ url, ...qrMatrix(url, plainLook) }, 200, headers);
      }),
  }),
  publicRoute({
    method: 'POST',
    path: '/v1/receipts/:receipt/withdraw',
    summary: 'Withdraw a grant; the same again answers the same. `privacy` withdraws all and erases',
    answers: { 200: 'notice, decision, at, entry, erases' },
    body: withdrawSchema,
    handle: (call) =>
      withReceipt(call, async (found) => {
        const read = await readObject(call.request, submissionLimit);
        if (isRefusal(read)) return read;
        const outcome = await withdraw(found, read.object.notice);
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
];
