/** Owns a tenant whose form asks for what is sensitive, under notices of its own making; must not check anything. */
import {
  configure,
  createTenant,
  lender,
  noticeDraft,
  openDoor,
  publishForm,
  type Shop,
} from './scenario.ts';

export interface SensitiveForm {
  fields: readonly Record<string, unknown>[];
  /** By notice id: the fields whose values it covers. */
  sensitive: Readonly<Record<string, readonly string[]>>;
  /** What the bank is given. */
  provided: readonly string[];
}

/** The form `biz` with a privacy notice, one notice to the bank, and the sensitive ones. */
export async function sensitiveShop({ fields, sensitive, provided }: SensitiveForm): Promise<Shop> {
  const { tenant, owner } = await createTenant();
  await configure('PATCH', '/v1/tenant', owner, { settings: openDoor });
  await configure('PUT', '/v1/recipients/bank-a', owner, lender);
  const notices = [
    noticeDraft('privacy', 'privacy'),
    noticeDraft('provide-bank-a', 'provide', { recipients: ['bank-a'], fields: provided }),
    ...Object.entries(sensitive).map(([id, covered]) => noticeDraft(id, 'sensitive', { fields: covered })),
  ];
  for (const notice of notices) await configure('POST', '/v1/notices', owner, notice);
  const consents = notices.map(({ id }) => ({ notice: id, required: id === 'privacy' }));
  const draft = { title: '资料', steps: [{ fields }], consents };
  return { tenant, owner, form: 'biz', ...(await publishForm(tenant, owner, 'biz', draft)) };
}

const purpose = '核对';
export const sensitiveFields = [
  { id: 'name', kind: 'name', label: '姓名', required: true, purpose },
  { id: 'phone', kind: 'phone', label: '手机号码', required: true, purpose },
  { id: 'income', kind: 'number', label: '月收入', required: true, purpose },
  { id: 'assets', kind: 'multi', label: '资产', purpose, options: ['自住商品房', '乘用小汽车'] },
  { id: 'idNumber', kind: 'id_number', label: '身份证号码', purpose },
  { id: 'note', kind: 'text', label: '备注', purpose },
];
