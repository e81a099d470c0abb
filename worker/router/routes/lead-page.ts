/** Owns the address of the page about one lead; must not look the lead, or its tenant, up. */
import { param } from '../call.ts';
import { leadPage } from '../pages/lead-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { publicRoute, type Route } from '../route.ts';

export const leadPageRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/l/:tenant/:lead',
    summary:
      'The page about a lead for people of the tenant; it asks for their key, and holds nothing without',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const [tenant, lead] = [param(call, 'tenant'), param(call, 'lead')];
      // By its form alone, so that nobody learns what is there.
      const isAddress = /^[a-z][a-z0-9-]{2,30}$/.test(tenant) && /^ld_[a-z2-7]{26}$/.test(lead);
      return isAddress ? leadPage(tenant, lead) : missingPage();
    },
  }),
];
