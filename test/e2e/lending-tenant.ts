/** Owns what a tenant needs to ask for an authorisation of its lender: text, codes, a lead, the asking; must not check. */
import { smsVendor, type Vendor } from './sms-vendor.ts';
import type { Client } from './tenant-client.ts';

/** Someone whose phone has had no code yet. */
let next = 13_800_138_000;

/** A text longer than any screen, as real ones are. */
export const creditQuery = {
  id: 'query-bank-a',
  kind: 'credit_query',
  locale: 'zh-CN',
  title: '《征信查询授权书》',
  blocks: [
    {
      type: 'paragraph',
      strong: true,
      text: '重要提示：签署本授权书，即同意示例银行股份有限公司为审核您本次的贷款申请，查询您的信用信息。请您在充分理解后再作决定。',
    },
    { type: 'heading', text: '一、授权事项' },
    {
      type: 'paragraph',
      text: '本人同意示例银行股份有限公司（下称“贵行”）在审核本人贷款申请时，通过金融信用信息基础数据库查询本人的个人信用报告，用于判断本人的信用状况和还款能力。',
    },
    { type: 'heading', text: '二、查询的信息' },
    {
      type: 'list',
      items: [
        '身份信息：姓名、证件类型与号码、联系方式',
        '信贷信息：贷款、贷记卡、担保及其还款记录',
        '查询记录：最近两年内被查询的机构、时间与原因',
      ],
    },
    { type: 'heading', text: '三、信息的使用与保管' },
    {
      type: 'paragraph',
      strong: true,
      text: '贵行不得将查询结果用于本授权书以外的目的，不得向第三方提供，不得转授权。查询结果在中华人民共和国境内处理和保存。',
    },
    { type: 'paragraph', text: '超出授权范围查询所产生的后果及法律责任由贵行承担。' },
    { type: 'heading', text: '四、授权期限' },
    {
      type: 'paragraph',
      text: '本授权自签署之日起30日内有效，仅限查询1次。本次申请未获批准、您撤回授权或期限届满的，授权即行终止。',
    },
  ],
  purposes: ['审核本人本次的贷款申请'],
  infoKinds: ['身份信息', '信贷信息', '查询记录'],
  retention: '信用报告保存至贷款结清后5年；未获批准的，30日内删除',
  refusal: '不同意将无法进行本次贷款申请的审核，不影响您使用其他服务',
  withdrawal: '在授权回执页面一键撤回，或拨打95500',
  contact: '示例银行客户服务 95500',
  recipients: ['bank-a'],
  bureaus: ['中国人民银行征信中心（金融信用信息基础数据库）'],
  creditPurpose: 'loan_review',
  validity: { days: 30, maxQueries: 1 },
  minReadingSeconds: 2,
};

async function done(client: Client, method: string, path: string, body: unknown) {
  const answer = await client.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export async function publishQuery(client: Client, more: Record<string, unknown> = {}): Promise<void> {
  await done(client, 'POST', '/v1/notices', { ...creditQuery, ...more });
}

/** A provision to the lender, which the device that applied may sign. */
export async function publishProvision(client: Client): Promise<void> {
  await done(client, 'POST', '/v1/notices', {
    ...creditQuery,
    id: 'later-bank-a',
    kind: 'provide',
    title: '《向示例银行提供个人信息的同意书》',
    fields: ['name', 'phone'],
    bureaus: undefined,
    creditPurpose: undefined,
    validity: undefined,
  });
}

/** An SMS vendor that takes every message of the tenant. */
export async function sendsCodes(client: Client): Promise<Vendor> {
  const vendor = await smsVendor();
  vendor.reply = { status: 200, body: '{"Response":{"SendStatusSet":[{"Code":"Ok"}]}}' };
  const sms = { provider: 'tencent', secretId: 'AKID', secretKey: 's', sdkAppId: '1', signName: '示例' };
  await done(client, 'PATCH', '/v1/tenant', {
    settings: { sms: { ...sms, templateId: '1', endpoint: vendor.url } },
  });
  return vendor;
}

/** The code of the last message to a phone; undefined before there is one. */
export function codeSentTo(vendor: Vendor, phone: string): string | undefined {
  const messages = vendor.calls.map(({ body }) => JSON.parse(body));
  const last = messages.filter(({ PhoneNumberSet }) => PhoneNumberSet[0] === `+86${phone}`).at(-1);
  return last?.TemplateParamSet[0];
}

export interface AskedLead {
  lead: string;
  phone: string;
  /** Address of the receipt, as its applicant got it. */
  receipt: string;
  /** The authorisation's. */
  id: string;
  url: string;
}

/** A lead that was asked, of a phone of its own. */
export async function askedLead(
  client: Client,
  notice = creditQuery.id,
  change: Record<string, unknown> = {},
): Promise<AskedLead> {
  const phone = String(next++);
  const values = { name: '张三', phone, amount: 20_000 };
  const accepted = await client.submit({ values, ...change });
  const lead = String(accepted.body.lead);
  const { url: receipt }: { url?: unknown } = Object(accepted.body.receipt);
  const body = await done(client, 'POST', `/v1/leads/${lead}/authorisations`, { notice });
  return { lead, phone, receipt: String(receipt), id: String(body.id), url: String(body.url) };
}
