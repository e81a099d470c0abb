/** Owns the routes of receipts; must not know what is in one. */
import { isRefusal } from '../../../contract/problem.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { missingPage } from '../pages/missing-page.ts';
import { receiptPage } from '../pages/receipt-page.ts';
import { readReceipt } from '../receipt.ts';
import { publicRoute, type Route } from '../route.ts';

export const receiptRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/r/:receipt',
    summary: 'The receipt as a page',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const found = await readReceipt(call, param(call, 'receipt'));
      return isRefusal(found) ? missingPage() : receiptPage(found.receipt, found.tenantName);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/receipts/:receipt',
    summary: 'The receipt as data, without personal data',
    answers: { 200: 'id, createdAt, tenant, form, grants, rights' },
    handle: async (call) => {
      const found = await readReceipt(call, param(call, 'receipt'));
      return isRefusal(found) ? found : json(found.receipt);
    },
  }),
];
