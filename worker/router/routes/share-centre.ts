/** Owns the routes of the share centre: its page, who its owner is, which links are theirs; must not tell of anyone else. */
import { refuse } from '../../../contract/problem.ts';
import type { SharedLink, SharedMe } from '../../../contract/share-centre.ts';
import { findTenant } from '../../intake/tenants.ts';
import { json } from '../answer.ts';
import { param } from '../call.ts';
import { missingPage } from '../pages/missing-page.ts';
import { shareCentrePage } from '../pages/share-centre-page.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

export const shareCentreRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/p/:tenant',
    summary: 'The share centre of promoters, a page; it asks for their token, or takes it from `#k=`',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const stub = await findTenant(call.env, param(call, 'tenant'));
      return stub === null ? missingPage() : shareCentrePage(await stub.profile.view());
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/shared/me',
    summary: 'Who the promoter of this token is',
    answers: { 200: 'id, kind, name, employer, employeeNo, title, tenant' },
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const [promoter, tenant] = await Promise.all([
        call.stub.promoters.view(call.actor.promoter ?? ''),
        call.stub.profile.view(),
      ]);
      // A promoter key that was made for nobody in particular has no share centre.
      if (promoter === null) return refuse('forbidden');
      const { id, kind, name, employer, employeeNo, title } = promoter;
      const me: SharedMe = {
        id,
        kind,
        name,
        employer,
        employeeNo,
        title,
        tenant: { id: tenant.id, name: tenant.name },
      };
      return json(me);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/shared/links',
    summary: 'The promoter’s own live links that start a chain, the newest of each campaign first',
    answers: { 200: 'items: code, url, campaign, channel' },
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const links = await call.stub.promoterLinks.live(call.actor.promoter ?? '');
      const items = links.map(
        ({ code, campaign, channel }): SharedLink => ({
          code,
          url: `${call.publicUrl}/s/${call.tenant}/${code}`,
          campaign,
          channel,
        }),
      );
      return json({ items });
    },
  }),
];
