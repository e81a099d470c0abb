/** Owns the leads that the tests of the lead page look at, on a real tenant, and its people's keys; must not open a page. */
import { leadPageUrl } from '../../worker/delivery/lead-url.ts';
import { qualifiedStaff } from './lending-campaign.ts';
import type { RunningTenant } from './running-tenant.ts';
import { formDraft } from './tenant-client.ts';

const longForm = {
  ...formDraft,
  title: '小微经营贷申请',
  steps: [
    {
      fields: [
        ...(formDraft.steps[0]?.fields ?? []),
        { id: 'term', kind: 'term', label: '期限', purpose: '匹配产品', options: [12, 24] },
        { id: 'city', kind: 'region', label: '所在地区', purpose: '匹配产品' },
        { id: 'company', kind: 'company', label: '企业名称', purpose: '核对资质' },
        {
          id: 'use',
          kind: 'choice',
          label: '用途',
          purpose: '匹配产品',
          options: [{ value: 'stock', label: '备货周转' }],
        },
      ],
    },
  ],
};

export const person = { name: '欧阳明月', phone: '13912345678' };
const values = {
  ...person,
  amount: 300_000,
  term: 24,
  city: '440300',
  company: '深圳市示例贸易有限公司',
  use: 'stock',
};

export interface LeadStage {
  /** Keys by role. */
  keys: Record<'crm' | 'compliance' | 'marketer', string>;
  /** A new lead of `person`, brought by a shared link, with its page's address. */
  newLead(change?: Record<string, unknown>): Promise<{ id: string; url: string }>;
  /** The same, whose only delivery is dead; its destination works again. */
  deadLead(): Promise<{ id: string; url: string }>;
  /** Waits until each of a lead's deliveries is in one of these states. */
  settled(lead: string, states: string[]): Promise<void>;
}

export async function setLeadStage({ client, server, crm }: RunningTenant): Promise<LeadStage> {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await client.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await call('PUT', '/v1/forms/loan', longForm);
  const { version } = await call('POST', '/v1/forms/loan/publish');
  const { id: promoter } = await qualifiedStaff(client);
  const { code } = await call('POST', '/v1/links', { promoter, form: 'loan', channel: '门店展架' });
  const key = async (role: string) => String((await call('POST', '/v1/keys', { role, label: role })).key);
  const stage: LeadStage = {
    keys: { crm: await key('crm'), compliance: await key('compliance'), marketer: await key('marketer') },
    async newLead(change = {}) {
      const { status, body } = await client.submit({ formVersion: version, values, ref: code, ...change });
      if (status !== 201) throw new Error(JSON.stringify(body));
      const id = String(body.lead);
      return { id, url: String(leadPageUrl(server.url, 'acme', id)) };
    },
    async deadLead() {
      crm.answer = 410;
      const lead = await stage.newLead();
      await stage.settled(lead.id, ['dead']);
      crm.answer = 200;
      // 410 has switched it off.
      await call('PUT', '/v1/destinations/crm', {
        kind: 'webhook',
        recipient: 'self',
        config: { url: crm.url },
      });
      return lead;
    },
    async settled(lead, states) {
      const endMs = Date.now() + 10_000;
      for (;;) {
        const { items } = await call('GET', `/v1/deliveries?lead=${lead}`);
        const all: { state: string }[] = JSON.parse(JSON.stringify(items));
        if (all.length > 0 && all.every(({ state }) => states.includes(state))) return;
        if (Date.now() > endMs) throw new Error(JSON.stringify(items));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
  return stage;
}
