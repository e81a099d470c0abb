/** Owns the routes of campaigns and of the copy lint; must not judge copy. */
import {
  type CampaignWords,
  type FormWords,
  textsOfCampaign,
  textsOfForm,
} from '../../../contract/lint/linted-texts.ts';
import { firstOf, isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { inSlices } from '../../pacing/in-slices.ts';
import { campaignSchema, lintSchema } from '../../publishing/campaign-schema.ts';
import { lintOne, lintTexts, type PlacedFinding } from '../../publishing/copy-findings.ts';
import { slug } from '../../publishing/text-schema.ts';
import type { Role } from '../../tenant/keys.ts';
import { adviceOf, findingView, json } from '../answer.ts';
import { param, type TenantCall } from '../call.ts';
import { localeOf } from '../locale.ts';
import { listOf, numberCursor, pageOf, rowsFor } from '../paging.ts';
import { noBody, type Route, tenantRoute } from '../route.ts';

const writers: readonly Role[] = ['owner', 'marketer'];
const readers: readonly Role[] = ['owner', 'marketer', 'compliance'];

/** Above every number of a version. */
const newest = 1_000_000_000;

export const campaignRoutes: Route[] = [
  tenantRoute({
    method: 'PUT',
    path: '/v1/campaigns/:id',
    summary: 'Save a campaign as a new version; the same content again is the same version',
    answers: {
      200: 'id, version, savedAt, savedBy, off; advice: words that are better left out, when there are any; more: how many besides',
    },
    rejects: 'copy_rejected',
    access: writers,
    body: campaignSchema,
    handle: async (call, body) => {
      const id = slug.safeParse(param(call, 'id'));
      if (!id.success) return refuse('copy_rejected', [{ path: 'id', code: 'invalid_shape' }]);
      const outcome = await call.stub.contentChanges.saveCampaign(call.actor, id.data, body);
      if (isRefusal(outcome)) return outcome;
      const { campaign, more } = outcome;
      return json({
        ...campaign,
        ...adviceOf(outcome.advice, localeOf(call.request)),
        ...(more === 0 ? {} : { more }),
      });
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/campaigns',
    summary: 'List the latest version of each campaign, and whether it may be shared now',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const items = await call.stub.campaigns.list(rowsFor(page), page.cursor ?? '');
      return json(listOf(items, page, (last) => last.id));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/campaigns/:id',
    summary: 'A campaign: its latest version, or the one asked for',
    answers: { 200: 'the campaign, version, savedAt, savedBy, off' },
    query: ['version'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const wanted = call.query.get('version');
      if (wanted !== null && !/^[1-9]\d{0,8}$/.test(wanted)) {
        return refuse('invalid_request', [{ path: 'version', code: 'invalid_shape' }]);
      }
      const campaign = await call.stub.campaigns.view(
        param(call, 'id'),
        wanted === null ? undefined : Number(wanted),
      );
      return campaign === null ? refuse('not_found') : json(campaign);
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/campaigns/:id/versions',
    summary:
      'The archive of a campaign: every version, the newest first, with who saved it and under which mandate',
    answers: { 200: 'items, next' },
    query: ['limit', 'cursor'],
    access: readers,
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const before = numberCursor(page, newest);
      if (isRefusal(before)) return before;
      const id = param(call, 'id');
      const items = await call.stub.campaigns.versions(id, rowsFor(page), before);
      if (items.length === 0 && before === newest) return refuse('not_found');
      return json(listOf(items, page, (last) => String(last.version)));
    },
  }),
  tenantRoute({
    method: 'GET',
    path: '/v1/shared/campaigns',
    summary: 'What a promoter may share: the approved words of each campaign, and why one is off',
    answers: { 200: 'items, next; lacking: what the promoter has yet to put on record, when anything' },
    query: ['limit', 'cursor'],
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const page = pageOf(call.query);
      if (isRefusal(page)) return page;
      const { promoter } = call.actor;
      // A key that was made for nobody in particular shares nothing.
      if (promoter === undefined) return json({ items: [], next: null });
      const [items, lacking] = await Promise.all([
        call.stub.campaigns.shared(rowsFor(page), page.cursor ?? ''),
        call.stub.promoters.lacking(promoter),
      ]);
      return json({
        ...listOf(items, page, (last) => last.id),
        ...(lacking.length === 0
          ? {}
          : { lacking: lacking.map((finding) => findingView(finding, localeOf(call.request))) }),
      });
    },
  }),
  tenantRoute({
    method: 'POST',
    path: '/v1/lint',
    summary: 'Hold a text, a campaign or a form to the copy catalogue, without saving anything',
    answers: {
      200:
        'findings: rule, level, phrase, at, reason, source, suggestion; path in a campaign or form; ' +
        'more: how many besides the first 100',
    },
    access: readers,
    body: lintSchema,
    handle: async (call, { text, campaign, form, region, as = 'copy' }) => {
      if (text !== undefined) {
        const found = await inSlices(lintOne(text, as, region));
        return told(found, (one) => ({ ...said(call, one), path: undefined }));
      }
      const words = campaign === undefined ? await formOf(call, form) : await campaignOf(call, campaign);
      if (isRefusal(words)) return words;
      return told(await inSlices(lintTexts(words, region)), (one) => said(call, one));
    },
  }),
];

function told(found: readonly PlacedFinding[], view: (finding: PlacedFinding) => object): Response {
  const { first, more } = firstOf(found);
  return json({ findings: first.map(view), ...(more === 0 ? {} : { more }) });
}

/** As API.md has it, in the reader's language. */
function said(call: TenantCall, finding: PlacedFinding) {
  const language = localeOf(call.request) === 'en' ? 'en' : 'zh';
  return { ...finding, reason: finding.reason[language], suggestion: finding.suggestion[language] };
}

async function campaignOf(call: TenantCall, given: string | CampaignWords) {
  if (typeof given !== 'string') return textsOfCampaign(given);
  const campaign = await call.stub.campaigns.view(given);
  return campaign === null ? refuse('not_found') : textsOfCampaign(campaign);
}

async function formOf(
  call: TenantCall,
  given: string | FormWords | undefined,
): Promise<Refusal | ReturnType<typeof textsOfForm>> {
  if (typeof given !== 'string') return textsOfForm(given ?? {});
  const draft = await call.stub.forms.draft(given);
  return draft === null ? refuse('unknown_form') : textsOfForm(draft);
}
