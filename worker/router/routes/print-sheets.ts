/** Owns the route of the printable sheet of a link; must not know how it looks. */
import { isRefusal } from '../../../contract/problem.ts';
import { landingOf } from '../../intake/landings.ts';
import { latestForm } from '../../intake/published-forms.ts';
import { findTenant } from '../../intake/tenants.ts';
import { param } from '../call.ts';
import { endedLinkPage } from '../pages/ended-link-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { printSheet } from '../pages/print-sheet.ts';
import { publicRoute, type Route } from '../route.ts';

export const printSheetRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/p/:tenant/print/:code',
    summary: 'The A6 sheet of a link, to be printed and stood up; whoever scans its code has the link too',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const found = await landingOf(call.env, tenant, param(call, 'code'), call.nowMs);
      if (isRefusal(found)) return found.refused === 'link_gone' ? endedLinkPage() : missingPage();
      const stub = await findTenant(call.env, tenant);
      const bundle = stub === null ? null : await latestForm(stub, tenant, found.landing.form);
      if (stub === null || bundle === null) return missingPage();
      const [profile, { sharer, campaign }] = await Promise.all([
        stub.profile.view(),
        stub.links.printed(found.code),
      ]);
      return printSheet({
        tenantName: profile.name,
        headline: campaign?.copy.headline ?? bundle.form.title,
        disclosure: campaign?.disclosure ?? bundle.form.disclosure,
        institution: campaign?.mandate?.institution,
        sharer,
        url: `${call.publicUrl}/s/${tenant}/${found.code}`,
      });
    },
  }),
];
