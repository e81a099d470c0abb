/** Owns the routes of shared contents: articles, videos, business cards, and their pages; must not know how a link is credited. */
import { isRefusal, refuse } from '../../../contract/problem.ts';
import type { SharedContent } from '../../../contract/share-centre.ts';
import { latestForm } from '../../intake/published-forms.ts';
import { findTenant, type TenantStub } from '../../intake/tenants.ts';
import { contentSchema } from '../../publishing/content-schema.ts';
import { slug } from '../../publishing/text-schema.ts';
import { readLinkCode } from '../../referral/link-code.ts';
import type { Role } from '../../tenant/keys.ts';
import { empty, json } from '../answer.ts';
import { type Call, param } from '../call.ts';
import { cardPage } from '../pages/content/card-page.ts';
import { contentPage } from '../pages/content/content-page.ts';
import { endedLinkPage } from '../pages/ended-link-page.ts';
import { missingPage } from '../pages/missing-page.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const configurers: readonly Role[] = ['owner', 'marketer'];

/** Where the way on leads from a shared page: through the sharer's link when the address names a live one. */
async function wayOn(call: Call, stub: TenantStub, tenant: string, form: string | undefined) {
  const code = readLinkCode(call.query.get('r') ?? '');
  const isShared = code !== null && !isRefusal(await stub.links.landing(code));
  if (isShared) return `/s/${tenant}/${code}`;
  return form === undefined ? undefined : `/f/${tenant}/${form}`;
}

export const contentRoutes: Route[] = [
  tenantRoute({
    method: 'PUT',
    path: '/v1/contents/:id',
    summary: 'Save an article or a video that promoters share; every version is kept',
    answers: { 200: 'the content with its version' },
    access: configurers,
    body: contentSchema,
    handle: async (call, body) => {
      const id = slug.safeParse(param(call, 'id'));
      // The address of business cards.
      if (!id.success || id.data === 'card')
        return refuse('invalid_request', [{ path: 'id', code: 'invalid_format' }]);
      const outcome = await call.stub.contentChanges.saveContent(call.actor, id.data, body);
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/contents',
    summary: 'List the contents that are on the air',
    answers: { 200: 'items, next' },
    access: configurers,
    body: noBody,
    handle: async (call) => json({ items: await call.stub.contents.list(), next: null }),
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/contents/:id',
    summary: 'A content, as it is now or in an earlier version',
    answers: { 200: 'the content' },
    query: ['version'],
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const version = call.query.get('version');
      const content = await call.stub.contents.view(
        param(call, 'id'),
        version === null ? undefined : Number(version),
      );
      return content === null ? refuse('not_found') : json(content);
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/contents/:id',
    summary: 'Take a content off the air; its versions stay',
    answers: { 204: 'done' },
    access: configurers,
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.contentChanges.endContent(call.actor, param(call, 'id'));
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/shared/contents',
    summary: 'The articles and videos that a promoter may share now',
    answers: { 200: 'items: id, kind, title, campaign' },
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const contents = await call.stub.contents.shared();
      const items = contents.map(
        ({ id, kind, title, campaign }): SharedContent => ({ id, kind, title, campaign }),
      );
      return json({ items });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/c/:tenant/card/:code',
    summary: 'The business card of whose link it is, a page',
    answers: { 200: 'text/html' },
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const code = readLinkCode(param(call, 'code'));
      const stub = await findTenant(call.env, tenant);
      if (stub === null || code === null) return missingPage();
      const [link, landing] = await Promise.all([stub.links.view(code), stub.links.landing(code)]);
      if (link === null) return missingPage();
      if (isRefusal(landing)) return endedLinkPage();
      const [promoter, profile, campaign] = await Promise.all([
        stub.promoters.view(link.promoter ?? ''),
        stub.profile.view(),
        link.campaign === undefined ? undefined : stub.contents.campaignOf(link.campaign),
      ]);
      if (promoter === null) return endedLinkPage();
      const shared = `${call.publicUrl}/s/${tenant}/${code}`;
      return cardPage({ tenant: profile, promoter, campaign, link: shared, publicUrl: call.publicUrl, code });
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/c/:tenant/:content',
    summary: 'An article with its form, or a video, a page; `r` is the code of whoever shares it',
    answers: { 200: 'text/html' },
    query: ['r'],
    handle: async (call) => {
      const tenant = param(call, 'tenant');
      const stub = await findTenant(call.env, tenant);
      const found = stub === null ? null : await stub.contents.open(param(call, 'content'));
      if (stub === null || found === null) return missingPage();
      const { content, campaign, form } = found;
      if (campaign !== undefined && campaign.off !== null) return endedLinkPage();
      const [profile, bundle, next] = await Promise.all([
        stub.profile.view(),
        form === undefined ? null : latestForm(stub, tenant, form),
        wayOn(call, stub, tenant, form),
      ]);
      return contentPage({
        tenant: profile,
        content,
        campaign,
        form: bundle === null ? undefined : { id: bundle.form.id, disclosure: bundle.form.disclosure },
        next,
        publicUrl: call.publicUrl,
        request: call.request,
      });
    },
  }),
];
