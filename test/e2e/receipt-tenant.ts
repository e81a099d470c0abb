/** Owns a tenant whose receipts have everything: four notices, long names, three languages, a bank that answers; checks nothing. */
import { lawfulDisclosure } from '../lawful-disclosure.ts';
import { type Crm, receivingCrm } from './receiving-crm.ts';
import { type RunningTenant, runningTenant } from './running-tenant.ts';
import { submissionId } from './tenant-client.ts';

export interface ReceiptTenant extends RunningTenant {
  /** Where the bank gets its leads. */
  bank: Crm;
  /** Submits the form of a language; its receipt's id, and the address as it was answered with. */
  apply(form?: ReceiptForm, refused?: string[]): Promise<{ receipt: string; lead: string; url: string }>;
}

export type ReceiptForm = 'zh' | 'tw' | 'en';

export const applicant = {
  name: '欧阳密芷',
  phone: '13912345678',
  idNumber: '11010519491231002X',
  amount: 1_200_000,
  term: 24,
  use: 'stock',
  region: '510100',
};

const longName = '中国示例邮政储蓄村镇联合股份有限公司成都高新技术产业开发区天府大道中段支行';

const texts = {
  zh: {
    locale: 'zh-CN',
    title: '小微企业经营贷款意向登记',
    privacy: '个人信息处理告知',
    sensitive: '身份证号码（敏感个人信息）处理单独同意',
    provide: '向一家贷款机构提供个人信息的单独同意',
    marketing: '接收产品资讯',
    labels: ['姓名', '手机号码', '身份证号码', '意向金额', '期限', '用途', '所在地区'],
    uses: ['进货备货', '设备更新'],
    body: '为登记您的贷款意向、核对身份并由客户经理与您联系，我们处理您填写的以下信息。我们只在实现上述目的所需的最短时间内保存，到期删除。',
    duties: {
      purposes: ['登记贷款意向', '核对身份', '由客户经理与您联系'],
      infoKinds: ['姓名', '手机号码', '身份证号码', '意向金额、期限、用途与地区'],
      retention: '意向未成的，自登记之日起 90 日内删除；授权记录保存三年。',
      refusal: '不同意则无法登记意向，不影响您使用其他服务。',
      withdrawal: '在回执页面逐项撤回，或拨打 400-000-0000。',
      contact: '400-000-0000',
    },
  },
  tw: {
    locale: 'zh-TW',
    title: '小微企業經營貸款意向登記',
    privacy: '個人資料處理告知',
    sensitive: '身分證號碼（敏感個人資料）處理單獨同意',
    provide: '向一家貸款機構提供個人資料的單獨同意',
    marketing: '接收產品資訊',
    labels: ['姓名', '手機號碼', '身分證號碼', '意向金額', '期限', '用途', '所在地區'],
    uses: ['進貨備貨', '設備更新'],
    body: '為登記您的貸款意向、核對身分並由客戶經理與您聯絡，我們處理您填寫的以下資料。',
    duties: {
      purposes: ['登記貸款意向', '由客戶經理與您聯絡'],
      infoKinds: ['姓名', '手機號碼', '意向金額'],
      retention: '意向未成者，自登記之日起 90 日內刪除。',
      refusal: '不同意則無法登記意向，不影響您使用其他服務。',
      withdrawal: '在回執頁面逐項撤回，或撥打 400-000-0000。',
      contact: '400-000-0000',
    },
  },
  en: {
    locale: 'en',
    title: 'Small business loan: tell us what you need',
    privacy: 'How we handle your personal data',
    sensitive: 'Use of your identity number',
    provide: 'Sharing your data with a named institution',
    marketing: 'Product news',
    labels: ['Name', 'Phone', 'Identity number', 'Amount', 'Term', 'Purpose', 'Region'],
    uses: ['Stock', 'Equipment'],
    body: 'To register your request and to have an adviser call you, we process what you fill in below.',
    duties: {
      purposes: ['Register the request', 'Call you'],
      infoKinds: ['Name', 'Phone', 'Amount'],
      retention: 'Erased within 90 days if no loan comes of it.',
      refusal: 'Without it we can’t register your request. Other services are not affected.',
      withdrawal: 'On the receipt page, one by one, or by phone: 400-000-0000.',
      contact: '400-000-0000',
    },
  },
} as const;

export async function receiptTenant(): Promise<ReceiptTenant> {
  const running = await runningTenant();
  const bank = await receivingCrm();
  const must = async (method: string, path: string, body?: unknown) => {
    const answer = await running.client.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await must('PUT', '/v1/recipients/bank-long', {
    legalName: longName,
    kind: 'lender',
    contact: '028-12345678',
  });
  await must('PUT', '/v1/destinations/bank', {
    kind: 'webhook',
    recipient: 'bank-long',
    config: { url: bank.url },
  });
  for (const form of ['zh', 'tw', 'en'] as const) {
    for (const notice of noticesOf(form)) await must('POST', '/v1/notices', notice);
    await must('PUT', `/v1/forms/${form}`, formOf(form));
    await must('POST', `/v1/forms/${form}/publish`);
  }
  return {
    ...running,
    bank,
    async apply(form = 'zh', refused = []) {
      const published = await running.client.call('GET', `/v1/t/acme/forms/${form}`);
      const notices: { id: string; version: number; digest: string }[] = JSON.parse(
        JSON.stringify(published.body.notices),
      );
      const answer = await running.client.call('POST', '/v1/t/acme/submissions', {
        id: submissionId(),
        form,
        formVersion: published.body.version,
        values: applicant,
        grants: notices.map(({ id, version, digest }) => ({
          notice: id,
          version,
          digest,
          decision: refused.includes(id) ? 'refused' : 'granted',
        })),
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      const { id, url }: { id: string; url: string } = JSON.parse(JSON.stringify(answer.body.receipt));
      return { receipt: id, lead: String(answer.body.lead), url };
    },
    async end() {
      await running.end();
      await bank.close();
    },
  };
}

function noticesOf(form: ReceiptForm): unknown[] {
  const said = texts[form];
  const blocks = [
    { type: 'paragraph', text: said.body },
    { type: 'paragraph', text: said.body, strong: true },
  ];
  const common = { locale: said.locale, blocks, ...said.duties };
  return [
    { id: `${form}-privacy`, kind: 'privacy', title: said.privacy, ...common },
    { id: `${form}-sensitive`, kind: 'sensitive', title: said.sensitive, fields: ['idNumber'], ...common },
    {
      id: `${form}-provide`,
      kind: 'provide',
      title: said.provide,
      recipients: ['bank-long'],
      fields: ['name', 'phone', 'amount'],
      ...common,
    },
    {
      id: `${form}-marketing`,
      kind: 'marketing',
      title: said.marketing,
      channels: ['sms', 'phone'],
      ...common,
    },
  ];
}

function formOf(form: ReceiptForm): unknown {
  const said = texts[form];
  const [name, phone, idNumber, amount, term, use, region] = said.labels;
  const purpose = said.duties.purposes[0];
  return {
    title: said.title,
    locale: said.locale,
    disclosure: lawfulDisclosure,
    steps: [
      {
        fields: [
          { id: 'name', kind: 'name', label: name, purpose, required: true },
          { id: 'phone', kind: 'phone', label: phone, purpose, required: true },
          { id: 'idNumber', kind: 'id_number', label: idNumber, purpose },
          { id: 'amount', kind: 'amount', label: amount, purpose, min: 10_000, max: 3_000_000 },
          { id: 'term', kind: 'term', label: term, purpose, options: [6, 12, 24] },
          {
            id: 'use',
            kind: 'choice',
            label: use,
            purpose,
            options: ['stock', 'machine'].map((value, at) => ({ value, label: said.uses[at] })),
          },
          { id: 'region', kind: 'region', label: region, purpose },
        ],
      },
    ],
    consents: ['privacy', 'sensitive', 'provide', 'marketing'].map((kind) => ({
      notice: `${form}-${kind}`,
      required: kind === 'privacy',
    })),
  };
}
