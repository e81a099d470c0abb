/** Owns the texts by which an applicant lets one named lender have the data, and of the marketing notice; must not know how they are published. */
import { bankA, bankB, tenant, tenantContact } from './parties.ts';

interface Provision {
  id: string;
  lender: { id: string; legalName: string; contact: string };
  loan: string;
  fields: string[];
  infoKinds: string[];
}

function provideNotice({ id, lender, loan, fields, infoKinds }: Provision) {
  const retention = `${lender.legalName}自收到之日起保存90日；90日内未进入贷款申请的，由其删除。已进入贷款申请的，按您与其签订的文件执行。`;
  const withdrawal = `在授权回执页面一键撤回，或者联系我们的个人信息保护负责人，无需说明理由。我们停止提供，并通知${lender.legalName}停止处理；您也可以直接联系该机构。撤回前已经进行的处理仍然有效。`;
  const refusal = `不影响提交登记。我们不会把您的信息提供给${lender.legalName}，该机构也就无法就本次意向联系您。`;
  return {
    id,
    kind: 'provide',
    locale: 'zh-CN',
    title: `信息提供授权书（${lender.legalName}）`,
    summary: `我单独同意将登记信息提供给${lender.legalName}，由其就${loan}与我联系。`,
    recipients: [lender.id],
    fields,
    blocks: [
      {
        type: 'paragraph',
        strong: true,
        text: `本授权只针对${lender.legalName}一家机构。您的信息不会因为本授权被提供给其他机构。`,
      },
      { type: 'heading', text: '怎样提供' },
      {
        type: 'paragraph',
        text: `用于${lender.legalName}了解您的${loan}需求、判断能否受理，并由其工作人员与您联系。我们在您提交后，通过加密接口一次性传送，送达情况记录在您的登记回执中。`,
      },
      {
        type: 'paragraph',
        text: `提供方是${tenant.name}。只提供下面列出的信息；您没有填写的项目，不会提供。`,
      },
      {
        type: 'paragraph',
        text: `${lender.legalName}收到后独立对您的信息负责。您可以向该机构查阅、复制、更正、删除信息，也可以由我们转达。`,
      },
      { type: 'heading', text: '本授权不包含什么' },
      {
        type: 'paragraph',
        strong: true,
        text: '本授权不是征信查询授权，也不是贷款申请。需要查询征信时，由该机构另行取得您的书面授权；是否贷款、金额和利率以该机构审批结果为准。',
      },
    ],
    purposes: [
      `${lender.legalName}了解${loan}需求并判断能否受理`,
      `${lender.legalName}就本次意向与申请人联系`,
    ],
    infoKinds,
    retention,
    refusal,
    withdrawal,
    contact: tenantContact,
  };
}

export const provideBankA = provideNotice({
  id: 'provide-bank-a',
  lender: bankA,
  loan: '企业经营贷款',
  fields: ['name', 'phone', 'company', 'uscc', 'region', 'amount', 'term', 'use', 'turnover'],
  infoKinds: [
    '姓名、手机号码',
    '企业名称、统一社会信用代码、所在地区',
    '申请金额、借款期限、资金用途',
    '近一年营业收入',
  ],
});

export const provideBankB = provideNotice({
  id: 'provide-bank-b',
  lender: bankB,
  loan: '个人消费贷款',
  fields: ['name', 'phone', 'region', 'amount', 'term', 'use', 'needed_on', 'call_time'],
  infoKinds: ['姓名、手机号码', '所在地区', '申请金额、借款期限、资金用途、希望用款日期', '方便联系的时段'],
});

const marketingRetention = '保存至您退订或撤回之日，最长1年；期满未再次同意的，停止使用并删除。';
const marketingWithdrawal =
  '短信回复“退订”、在通话中告知工作人员，或联系个人信息保护负责人，任一方式均立即生效。';

export const marketingNotice = {
  id: 'marketing',
  kind: 'marketing',
  channels: ['phone', 'sms'],
  locale: 'zh-CN',
  title: '产品资讯联系授权书',
  summary: `我愿意通过电话、短信接收${tenant.name}的产品资讯，每月不超过1次，可随时退订。`,
  blocks: [
    {
      type: 'paragraph',
      strong: true,
      text: '这一项与本次登记无关，不勾选不影响登记和后续联系。',
    },
    { type: 'heading', text: '我们会做什么' },
    {
      type: 'list',
      items: [
        '在产品或政策有变化时，通过电话或短信告诉您，每月不超过1次',
        '每次联系都会说明我们是谁、怎样退订',
        '只在工作日9:00至18:00拨打电话',
      ],
    },
    { type: 'heading', text: '介绍谁的产品' },
    {
      type: 'paragraph',
      text: `只介绍书面委托我们开展营销的贷款机构的产品，每次都说明产品由哪家机构提供、委托的依据和批准编号。${tenant.name}不发放贷款。`,
    },
    { type: 'heading', text: '使用的信息' },
    {
      type: 'paragraph',
      text: `只使用您的姓名和手机号码，由${tenant.name}使用，不提供给其他单位或个人；不根据个人特征推送。`,
    },
  ],
  purposes: ['通过电话、短信告知融资产品和政策的变化'],
  infoKinds: ['姓名、手机号码'],
  retention: marketingRetention,
  refusal: '不影响提交登记和后续联系，只是不会收到产品资讯。',
  withdrawal: marketingWithdrawal,
  contact: tenantContact,
};
