/** Owns a campaign that may be shared and a promoter who may share it, for end-to-end tests; must not check anything. */
import { shortDisclosure } from '../lawful-disclosure.ts';
import { type Client, clientOf } from './tenant-client.ts';

export const campaign = {
  title: '小微经营贷秋季推广',
  landing: { form: 'loan' },
  copy: {
    headline: '旺季备货，早一点安排',
    lines: ['年化利率（单利）3.85%–10.8%', '期限12至36个月'],
    cta: '查看申请条件',
  },
  disclosure: shortDisclosure,
  mandate: {
    institution: '示例银行股份有限公司',
    licence: 'B0000H000000001',
    scope: '企业经营贷款的网络营销',
    region: '示例市',
    from: '2026-01-01',
    until: '2099-12-31',
    listUrl: 'https://bank-a.example/partners',
  },
};

export interface Sharer {
  id: string;
  token: string;
  /** Calls with the promoter's own token. */
  client: Client;
}

/** Saves the campaign as `autumn`. @throws Error with what the server said */
export async function saveCampaign(client: Client, draft: object = campaign): Promise<void> {
  const answer = await client.call('PUT', '/v1/campaigns/autumn', draft);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** A member of staff with everything on record that sharing a loan takes. */
export async function qualifiedStaff(client: Client, name = '张敏'): Promise<Sharer> {
  const made = await client.call('POST', '/v1/promoters', {
    kind: 'staff',
    name,
    employer: '示例助贷',
    employeeNo: 'HK-0107',
    certificate: { number: 'AFP-0107', until: '2099-12-31' },
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const token = String(made.body.token);
  return { id: String(made.body.id), token, client: clientOf(client.url, token) };
}
