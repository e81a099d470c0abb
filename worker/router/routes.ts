/** Owns the list of all routes, the one source of routing, of authorisation and of the OpenAPI document. */
import type { Route } from './route.ts';
import { auditRoutes } from './routes/audit.ts';
import { authorisationRoutes } from './routes/authorisations.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { codeRoutes } from './routes/codes.ts';
import { contentRoutes } from './routes/contents.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { destinationRoutes } from './routes/destinations.ts';
import { eSignatureRoutes } from './routes/e-signatures.ts';
import { eventRoutes } from './routes/events.ts';
import { evidenceRoutes } from './routes/evidence.ts';
import { followedLinkRoutes } from './routes/followed-links.ts';
import { formRoutes } from './routes/forms.ts';
import { inboundRoutes } from './routes/inbound.ts';
import { leadPageRoutes } from './routes/lead-page.ts';
import { leadRoutes } from './routes/leads.ts';
import { linkRoutes } from './routes/links.ts';
import { logRoutes } from './routes/log.ts';
import { noticeRoutes } from './routes/notices.ts';
import { operationRoutes } from './routes/operations.ts';
import { outcomeRoutes } from './routes/outcomes.ts';
import { platformRoutes } from './routes/platform.ts';
import { posterRoutes } from './routes/posters.ts';
import { printSheetRoutes } from './routes/print-sheets.ts';
import { promoterRoutes } from './routes/promoters.ts';
import { publishedFormRoutes } from './routes/published-forms.ts';
import { qrCodeRoutes } from './routes/qr-codes.ts';
import { receiptRoutes } from './routes/receipts.ts';
import { reportRoutes } from './routes/reports.ts';
import { rightsRoutes } from './routes/rights.ts';
import { routingRoutes } from './routes/routing.ts';
import { serverRoutes } from './routes/server.ts';
import { shareCentreRoutes } from './routes/share-centre.ts';
import { sharedCountRoutes } from './routes/shared-counts.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { suppressionRoutes } from './routes/suppressions.ts';
import { tenantRoutes } from './routes/tenant.ts';
import { wechatRoutes } from './routes/wechat.ts';
import { wechatVerificationRoutes } from './routes/wechat-verification.ts';

export const routes: readonly Route[] = [
  // Before all routes below whose last part is open: its file stands beside a tenant's links and pages.
  ...wechatVerificationRoutes,
  // As early: what a whole city may open at once is not to wait for the match of any other.
  ...followedLinkRoutes,
  ...serverRoutes(() => routes),
  ...submissionRoutes,
  ...codeRoutes,
  ...wechatRoutes,
  ...publishedFormRoutes,
  ...receiptRoutes,
  ...rightsRoutes,
  ...logRoutes,
  ...authorisationRoutes,
  ...eSignatureRoutes,
  ...platformRoutes,
  ...tenantRoutes,
  ...noticeRoutes,
  ...formRoutes,
  ...destinationRoutes,
  ...routingRoutes,
  ...campaignRoutes,
  ...promoterRoutes,
  ...linkRoutes,
  ...shareCentreRoutes,
  ...contentRoutes,
  ...printSheetRoutes,
  ...qrCodeRoutes,
  ...sharedCountRoutes,
  ...posterRoutes,
  ...inboundRoutes,
  ...leadRoutes,
  ...suppressionRoutes,
  ...outcomeRoutes,
  ...reportRoutes,
  ...evidenceRoutes,
  ...eventRoutes,
  ...deliveryRoutes,
  ...auditRoutes,
  ...operationRoutes,
  ...leadPageRoutes,
];
