/** Owns a small client of the HTTP contract for tests, and a tenant ready to take leads; must not reach inside. */
import { randomBytes } from 'node:crypto';
import { lawfulDisclosure } from '../lawful-disclosure.ts';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Client {
  url: string;
  apiKey: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  submit(change?: Record<string, unknown>): Promise<Answer>;
}

async function call(url: string, key: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : { text } };
}

const duties = {
  locale: 'zh-CN',
  blocks: [
    { type: 'paragraph', text: '我们为您登记贷款意向，并由客户经理人工与您联系。信息加密存储在境内。' },
    {
      type: 'paragraph',
      text: '您可以查阅、复制、更正、删除信息，要求解释规则，也可以投诉。规则变更时重新征得同意。不面向未成年人。',
    },
  ],
  purposes: ['登记贷款意向并与您联系'],
  infoKinds: ['姓名', '手机号码', '意向金额'],
  retention: '登记后90日内删除',
  refusal: '不同意则无法登记意向，不影响您使用其他服务',
  withdrawal: '在回执页面撤回，或拨打400-000-0000',
  contact: '400-000-0000',
};

export const formDraft = {
  title: '贷款意向登记',
  locale: 'zh-CN',
  disclosure: lawfulDisclosure,
  steps: [
    {
      fields: [
        { id: 'name', kind: 'name', label: '姓名', purpose: '称呼您', required: true },
        { id: 'phone', kind: 'phone', label: '手机号码', purpose: '与您联系', required: true },
        { id: 'amount', kind: 'amount', label: '意向金额', purpose: '匹配产品', min: 10_000, max: 1_000_000 },
      ],
    },
  ],
  consents: [
    { notice: 'privacy', required: true },
    { notice: 'provide-bank-a', required: false },
  ],
};

export function submissionId(): string {
  return `sub_${randomBytes(16).toString('base64url')}`;
}

/** A tenant with a lender, two notices and a published form `loan`. */
export async function readyTenant(url: string, adminToken: string, tenant = 'acme'): Promise<Client> {
  const created = await call(url, adminToken, 'POST', '/v1/tenants', {
    id: tenant,
    name: '示例助贷',
    origins: ['https://partner.example'],
    contact: '400-000-0000',
  });
  const apiKey = String(created.body.apiKey);
  const client = clientOf(url, apiKey, tenant);
  const steps: [string, string, unknown][] = [
    // Tests send many leads of one person from one address, and solve nothing.
    [
      'PATCH',
      '/v1/tenant',
      { settings: { challenge: 'off', limits: { perIpPerMinute: 0, perPhonePerDay: 0 } } },
    ],
    ['PUT', '/v1/recipients/bank-a', { legalName: '示例银行股份有限公司', kind: 'lender', contact: '95500' }],
    ['POST', '/v1/notices', { id: 'privacy', kind: 'privacy', title: '个人信息处理告知', ...duties }],
    [
      'POST',
      '/v1/notices',
      {
        id: 'provide-bank-a',
        kind: 'provide',
        title: '向示例银行提供信息的授权',
        recipients: ['bank-a'],
        fields: ['name', 'phone'],
        ...duties,
      },
    ],
    ['PUT', '/v1/forms/loan', formDraft],
    ['POST', '/v1/forms/loan/publish', undefined],
  ];
  for (const [method, path, body] of steps) {
    const answer = await client.call(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }
  return client;
}

/** A client for a tenant that is there already, after a restart for instance. */
export function clientOf(url: string, apiKey: string, tenant = 'acme'): Client {
  let grants: Promise<unknown[]> | null = null;
  return {
    url,
    apiKey,
    call: (method, path, body) => call(url, apiKey, method, path, body),
    async submit(change = {}) {
      grants ??= grantsOf(url, tenant);
      return call(url, '', 'POST', `/v1/t/${tenant}/submissions`, {
        id: submissionId(),
        form: 'loan',
        formVersion: 1,
        values: { name: '张三', phone: '13800138000', amount: 200_000 },
        grants: await grants,
        declarations: { adult: true },
        ...change,
      });
    },
  };
}

async function grantsOf(url: string, tenant: string): Promise<unknown[]> {
  const { body } = await call(url, '', 'GET', `/v1/t/${tenant}/forms/loan`);
  const notices: { id: string; version: number; digest: string }[] = JSON.parse(JSON.stringify(body.notices));
  return notices.map(({ id, version, digest }) => ({ notice: id, version, digest, decision: 'granted' }));
}
