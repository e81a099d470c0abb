/** Owns the demo's made-up companies and people; must not know how they reach the server. */

/** Contact of the tenant as every notice prints it. Numbers and domains are reserved for examples. */
export const tenantContact = '个人信息保护负责人：电话 400-000-0000（示例号码），邮箱 privacy@huikai.example';

export const tenant = {
  id: 'huikai',
  name: '汇凯助贷（示例）',
  contact: tenantContact,
};

/** What differs from the settings that every tenant starts with. */
export const settings = {
  challenge: 'on',
  // Whoever tries the demo out has one number, and applies with it over and over.
  limits: { perPhonePerDay: 50 },
};

export const bankA = {
  id: 'bank-a',
  legalName: '示例银行股份有限公司',
  kind: 'lender',
  contact: '客户服务热线 400-000-0001（示例号码），邮箱 service@bank-a.example',
  address: '示例市示例区示例路1号',
};

export const bankB = {
  id: 'bank-b',
  legalName: '示范消费金融有限公司',
  kind: 'lender',
  contact: '客户服务热线 400-000-0002（示例号码），邮箱 service@bank-b.example',
  address: '示范市示范区示范路2号',
};

export const recipients = [bankA, bankB];

export type PromoterKey = 'zhang' | 'chen' | 'park' | 'li';

/** Who shares loans holds a certificate of the trade (made up here). */
function certificate(number: string) {
  return { number: `示例-${number}`, until: '2030-12-31' };
}

/** Staff, a partner, and a customer who passes a staff member's link on. */
export const promoters: {
  key: PromoterKey;
  kind: 'staff' | 'partner' | 'customer';
  name: string;
  employer?: string;
  employeeNo?: string;
  certificate?: { number: string; until: string };
  /** What the business card and posters print. */
  card?: { title: string; phone: string };
}[] = [
  {
    key: 'zhang',
    kind: 'staff',
    name: '张敏',
    employer: tenant.name,
    employeeNo: 'HK-0107',
    certificate: certificate('0107'),
    card: { title: '客户经理', phone: '400-000-0107' },
  },
  {
    key: 'chen',
    kind: 'staff',
    name: '陈立',
    employer: tenant.name,
    employeeNo: 'HK-0112',
    certificate: certificate('0112'),
    card: { title: '客户经理', phone: '400-000-0112' },
  },
  {
    key: 'park',
    kind: 'partner',
    name: '创业园企业服务网（示例）',
    employer: '创业园企业服务网（示例）',
    certificate: certificate('0201'),
  },
  { key: 'li', kind: 'customer', name: '李先生' },
];

export type LinkKey = 'zhang-business' | 'li-business' | 'park-business' | 'chen-personal';

/** Parents stand before their children. */
export const links: {
  key: LinkKey;
  promoter: PromoterKey;
  form: 'business-loan' | 'personal-loan';
  channel: string;
  campaign?: 'business-season' | 'personal-home';
  parent?: LinkKey;
}[] = [
  {
    key: 'zhang-business',
    promoter: 'zhang',
    form: 'business-loan',
    campaign: 'business-season',
    channel: 'wechat',
  },
  {
    key: 'li-business',
    promoter: 'li',
    form: 'business-loan',
    channel: 'customer-share',
    parent: 'zhang-business',
  },
  {
    key: 'park-business',
    promoter: 'park',
    form: 'business-loan',
    campaign: 'business-season',
    channel: 'partner-site',
  },
  {
    key: 'chen-personal',
    promoter: 'chen',
    form: 'personal-loan',
    campaign: 'personal-home',
    channel: 'branch-counter',
  },
];
