/** Owns the routes of links: making, listing, counting, ending; must not know who is credited. */
import * as z from 'zod';
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { forgetLanding } from '../../intake/landings.ts';
import { trafficOf } from '../../intake/traffic.ts';
import { line, rfc3339, slug } from '../../publishing/text-schema.ts';
import type { TreeSize } from '../../referral/tree-limit.ts';
import type { Role } from '../../tenant/keys.ts';
import type { LinkView } from '../../tenant/link-rows.ts';
import { empty, json } from '../answer.ts';
import { param, type TenantCall } from '../call.ts';
import { listOf, pageOf, rowsFor } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';
import { inFives, isToldRoughly } from '../told-counts.ts';

export const sharers: readonly Role[] = ['owner', 'marketer', 'promoter'];

const linkBody = z
  .strictObject({
    promoter: line(60).optional(),
    campaign: slug.optional(),
    form: slug.optional(),
    channel: line(60).optional(),
    parent: line(10).optional(),
    expiresAt: rfc3339.optional(),
  })
  .meta({ id: 'NewLink' });

/** What a link is shared as. */
export function urlOf(call: TenantCall, code: string): string {
  return `${call.publicUrl}/s/${call.tenant}/${code}`;
}

/** The link named in the path. A promoter sees its own only; another's is not found, so that codes can't be probed. */
export async function linkOf(call: TenantCall): Promise<LinkView | Refusal> {
  const link = await call.stub.links.view(param(call, 'code'));
  const isHidden = call.actor.role === 'promoter' && !isOwn(call, link?.promoter);
  return link === null || isHidden ? refuse('not_found') : link;
}

/** A promoter key that was made for nobody in particular owns nothing, the tenant's links least of all. */
function isOwn(call: TenantCall, promoter: string | undefined): boolean {
  return promoter !== undefined && promoter === call.actor.promoter;
}

/** People of a tree are promoters, and applicants who shared on. */
function roughTree(tree: TreeSize | undefined) {
  return tree === undefined ? undefined : { levels: tree.levels, people: inFives(tree.people) };
}

export const linkRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/links',
    summary: 'Make a link; a promoter key makes links for itself only',
    answers: { 201: 'code, url, parent, depth' },
    access: sharers,
    body: linkBody,
    handle: async (call, body) => {
      const { expiresAt, ...draft } = body;
      if (call.actor.role === 'promoter') {
        draft.promoter ??= call.actor.promoter;
        if (!isOwn(call, draft.promoter)) return refuse('forbidden');
        const parent = draft.parent === undefined ? null : await call.stub.links.view(draft.parent);
        if (parent !== null && !isOwn(call, parent.promoter)) return refuse('forbidden');
      }
      const outcome = await call.stub.contentChanges.makeLink(call.actor, {
        ...draft,
        ...(expiresAt === undefined ? {} : { expiresAtMs: Date.parse(expiresAt) }),
      });
      return isRefusal(outcome) ? outcome : json({ ...outcome, url: urlOf(call, outcome.code) }, 201);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links',
    summary: 'List the links; a promoter sees its own',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor'],
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const owner = call.actor.role === 'promoter' ? (call.actor.promoter ?? '') : undefined;
      const items = await call.stub.links.list(rowsFor(page), page.cursor ?? '', owner);
      const listed = items.map((link) => ({ ...link, url: urlOf(call, link.code) }));
      return json(listOf(listed, page, (last) => last.code));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/links/:code',
    summary: 'A link and its counts',
    answers: {
      200: 'the link, visits, starts, leads; for the tenant tree: levels, people. To a marketer leads and people in fives, null below five',
    },
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const link = await linkOf(call);
      if (isRefusal(link)) return link;
      // A promoter sees what a link brought, and nothing of who shares below it.
      const isTenants = call.actor.role !== 'promoter';
      const [traffic, leads, tree] = await Promise.all([
        trafficOf(call.env, call.tenant).then((traffic) => traffic.totals(link.code)),
        call.stub.links.leadCount(link.code),
        isTenants ? call.stub.links.treeOf(link.code) : undefined,
      ]);
      const told = { ...link, url: urlOf(call, link.code), ...traffic };
      // A promoter's own link counts what it brought, for whoever shares it.
      if (!isTenants || !isToldRoughly(call.actor.role)) return json({ ...told, leads, tree });
      return json({ ...told, leads: inFives(leads), tree: roughTree(tree) });
    },
  }),
  tenantRoute({
    method: 'DELETE',
    path: '/v1/links/:code',
    summary: 'Revoke a link',
    answers: { 204: 'it no longer leads anywhere and earns no credit' },
    access: sharers,
    body: noBody,
    handle: async (call) => {
      const link = await linkOf(call);
      if (isRefusal(link)) return link;
      const outcome = await call.stub.contentChanges.revokeLink(call.actor, link.code);
      forgetLanding(call.tenant, link.code);
      return isRefusal(outcome) ? outcome : empty(204);
    },
  }),
];
