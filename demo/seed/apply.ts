/** Owns bringing the server to the seeded state, once; must not know what the texts say. */
import { type Api, createApi, need } from '../api.ts';
import { textMember } from '../read-json.ts';
import { campaigns } from './campaigns.ts';
import { contentDigest, forms, notices } from './content.ts';
import { contents } from './contents.ts';
import { links, promoters, recipients, settings, tenant } from './parties.ts';
import { readSeedState, type SeedState, writeSeedState } from './state.ts';

export interface SeedPlan {
  serverUrl: string;
  adminToken: string;
  statePath: string;
  /** Origins of the pages that may embed the forms. */
  partnerOrigins: string[];
  /** Where the CRM takes webhooks in. */
  hookUrl: string;
}

/**
 * Makes what is missing and changes what moved (ports, texts); a second run changes nothing. `onProgress` hears of
 * each saved step, since the CRM must know the secret before the first webhook comes.
 * @throws Error of one line when the server refuses
 */
export async function applySeed(plan: SeedPlan, onProgress: (state: SeedState) => void): Promise<SeedState> {
  const state = await readSeedState(plan.statePath);
  const save = async () => {
    await writeSeedState(plan.statePath, state);
    onProgress(state);
  };
  const apiKey = state.apiKey ?? (await createTenant(plan));
  if (state.apiKey === undefined) {
    Object.assign(state, { apiKey, partnerOrigins: plan.partnerOrigins.join(' ') });
    await save();
  }
  onProgress(state);
  const api = createApi(plan.serverUrl, apiKey);
  if (state.partnerOrigins !== plan.partnerOrigins.join(' ')) {
    await api.ask('PATCH', '/v1/tenant', { origins: plan.partnerOrigins });
    state.partnerOrigins = plan.partnerOrigins.join(' ');
    await save();
  }
  if (state.settings !== JSON.stringify(settings)) {
    await api.ask('PATCH', '/v1/tenant', { settings });
    state.settings = JSON.stringify(settings);
    await save();
  }
  if (state.contentDigest !== contentDigest()) {
    await publishContent(api);
    state.contentDigest = contentDigest();
    await save();
  }
  await seedPromoters(api, state, save);
  await seedLinks(api, state, save);
  await seedDestination(api, plan.hookUrl, state, save);
  return state;
}

async function createTenant(plan: SeedPlan): Promise<string> {
  const admin = createApi(plan.serverUrl, plan.adminToken);
  const made = await admin.call('POST', '/v1/tenants', {
    ...tenant,
    origins: plan.partnerOrigins,
  });
  if (made.ok) return need(made.body, 'apiKey');
  // The key is shown once; without it the tenant can't be reached, and a new start is the only way.
  if (made.code === 'tenant_exists') {
    throw new Error(`tenant ${tenant.id} exists but its key is lost; delete the demo's data folder`);
  }
  throw new Error(made.line);
}

async function publishContent(api: Api): Promise<void> {
  for (const { id, ...recipient } of recipients) await api.ask('PUT', `/v1/recipients/${id}`, recipient);
  for (const notice of notices) await api.ask('POST', '/v1/notices', notice);
  for (const { id, ...draft } of forms) {
    await api.ask('PUT', `/v1/forms/${id}`, draft);
    await api.ask('POST', `/v1/forms/${id}/publish`);
  }
  for (const { id, ...draft } of campaigns) await api.ask('PUT', `/v1/campaigns/${id}`, draft);
  for (const { id, ...draft } of contents) await api.ask('PUT', `/v1/contents/${id}`, draft);
}

async function seedPromoters(api: Api, state: SeedState, save: () => Promise<void>): Promise<void> {
  for (const { key, card, ...promoter } of promoters) {
    if (state.promoters.some((seeded) => seeded.key === key)) continue;
    const made = await api.ask('POST', '/v1/promoters', promoter);
    const id = need(made, 'id');
    if (card !== undefined) await api.ask('PATCH', `/v1/promoters/${id}`, card);
    state.promoters.push({ key, id, token: need(made, 'token') });
    await save();
  }
}

async function seedLinks(api: Api, state: SeedState, save: () => Promise<void>): Promise<void> {
  for (const link of links) {
    if (state.links.some((seeded) => seeded.key === link.key)) continue;
    const promoter = state.promoters.find((seeded) => seeded.key === link.promoter)?.id;
    const parent = state.links.find((seeded) => seeded.key === link.parent)?.code;
    const made = await api.ask('POST', '/v1/links', {
      ...(promoter === undefined ? {} : { promoter }),
      ...(parent === undefined ? {} : { parent }),
      form: link.form,
      ...(link.campaign === undefined ? {} : { campaign: link.campaign }),
      channel: link.channel,
    });
    state.links.push({ key: link.key, code: need(made, 'code'), path: new URL(need(made, 'url')).pathname });
    await save();
  }
}

async function seedDestination(
  api: Api,
  hookUrl: string,
  state: SeedState,
  save: () => Promise<void>,
): Promise<void> {
  if (state.webhookSecret !== undefined && state.hookUrl === hookUrl) return;
  const made = await api.ask('PUT', '/v1/destinations/crm', {
    kind: 'webhook',
    recipient: 'self',
    config: { url: hookUrl },
    enabled: true,
  });
  // The answer carries the secret when it is new, once; a start that died before saving it asks for another.
  const secret =
    state.webhookSecret ??
    textMember(made, 'secret') ??
    need(await api.ask('POST', '/v1/destinations/crm/rotate'), 'secret');
  Object.assign(state, { webhookSecret: secret, hookUrl });
  await save();
  await api.ask('POST', '/v1/destinations/crm/test');
}
