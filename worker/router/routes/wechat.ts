/** Owns the routes of sharing inside WeChat: signature, share card and check of the account; must not call WeChat. */
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { latestForm } from '../../intake/published-forms.ts';
import type { TenantStub } from '../../intake/tenants.ts';
import { isLinkCode } from '../../referral/link-code.ts';
import type { CampaignView } from '../../tenant/campaigns.ts';
import type { Onward } from '../../tenant/onward-links.ts';
import { objectionTo } from '../../wechat/signable-url.ts';
import { json } from '../answer.ts';
import { fromVisitor, ownOrigins } from '../origin-check.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';
import { contentCard, type ShareCard, shareCard } from '../share-card.ts';

export const wechatRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/v1/t/:tenant/wechat/signature',
    summary: 'Sign a page’s address for wx.config',
    answers: {
      200: 'appId, timestamp, nonceStr, signature',
      404: 'wechat_not_configured',
      422: 'not an address of one of the tenant’s sites',
      502: 'wechat_unavailable, with Retry-After',
    },
    query: ['url'],
    handle: (call) =>
      fromVisitor(call, async ({ stub, tenant, gate, query }) => {
        const url = query.get('url') ?? '';
        const objection = objectionTo(url, tenant, gate.origins, ownOrigins(call));
        if (objection !== null) return refuse('invalid_request', [{ path: 'url', code: objection }]);
        const outcome = await stub.wechat.sign(url);
        return isRefusal(outcome) ? outcome : json(outcome);
      }),
  }),
  publicRoute({
    method: 'GET',
    path: '/v1/t/:tenant/share',
    summary: 'What a page shows when it is shared, and the link that is shared',
    answers: { 200: 'title, text, image, link', 404: 'unknown_form, or no such content' },
    query: ['r', 'campaign', 'form', 'content'],
    handle: (call) =>
      fromVisitor(call, async ({ stub, tenant, publicUrl, query }) => {
        const code = query.get('r') ?? '';
        const onward: Onward | null = isLinkCode(code) ? await stub.onwardLinks.onward(code) : null;
        const content = query.get('content') ?? '';
        if (content !== '') {
          const card = await cardOfContent(stub, tenant, content);
          const path = `/c/${tenant}/${content}${onward === null ? '' : `?r=${onward.code}`}`;
          return isRefusal(card) ? card : json({ ...card, link: `${publicUrl}${path}` });
        }
        const asked = onward?.campaign ?? query.get('campaign') ?? '';
        const campaign: CampaignView | null = asked === '' ? null : await stub.campaigns.view(asked);
        const landing = campaign !== null && 'form' in campaign.landing ? campaign.landing.form : null;
        const id = onward?.form ?? landing ?? query.get('form') ?? (await stub.forms.onlyPublished());
        const bundle = id === undefined ? null : await latestForm(stub, tenant, id);
        if (bundle === null) return refuse('unknown_form');
        const { name } = await stub.profile.view();
        const path = onward === null ? `/f/${tenant}/${bundle.form.id}` : `/s/${tenant}/${onward.code}`;
        return json({ ...shareCard(name, bundle.form, campaign), link: `${publicUrl}${path}` });
      }),
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/wechat/check',
    summary: 'Ask WeChat for a ticket now, and tell what is wrong with the account’s set-up',
    answers: { 200: 'appId, ticketUntil', 502: 'wechat_unavailable, with what to change' },
    access: ['owner', 'marketer'],
    body: noBody,
    handle: async (call) => {
      const outcome = await call.stub.wechat.check();
      return isRefusal(outcome) ? outcome : json(outcome);
    },
  }),
];

async function cardOfContent(stub: TenantStub, tenant: string, id: string): Promise<ShareCard | Refusal> {
  const found = await stub.contents.open(id);
  if (found === null || (found.campaign !== undefined && found.campaign.off !== null))
    return refuse('not_found');
  const [{ name }, bundle] = await Promise.all([
    stub.profile.view(),
    found.form === undefined ? null : latestForm(stub, tenant, found.form),
  ]);
  return contentCard(name, found.content, found.campaign, bundle?.form.disclosure);
}
