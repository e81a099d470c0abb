/** Owns what must stand next to any loan copy (rules.md §5, the twelve), as data; must not check a campaign. */
import type { Said } from './lint-rule.ts';

export interface RequiredCopy {
  id: string;
  says: Said;
  source: string;
  /** On the image itself of a poster with a QR code; the others on the page that it leads to. */
  isOnPoster: boolean;
}

export const requiredCopy: readonly RequiredCopy[] = [
  {
    id: 'R01',
    says: { zh: '“广告”标识', en: 'the mark “广告” (advertisement)' },
    source: '《广告法》第14条；《互联网广告管理办法》第9条',
    isOnPoster: true,
  },
  {
    id: 'R02',
    says: { zh: '贷款机构全称和受托说明', en: 'the lender’s full name, and who entrusts whom' },
    source: '《金融产品网络营销管理办法》第8条',
    isOnPoster: true,
  },
  {
    id: 'R03',
    says: {
      zh: '年化利率区间及计算口径（单利或复利IRR），不小于其他数字',
      en: 'the yearly rate range with its basis, as large as any other figure',
    },
    source: '中国人民银行公告〔2021〕第3号',
    isOnPoster: true,
  },
  {
    id: 'R04',
    says: {
      zh: '全部费用、收取方和年化综合融资成本',
      en: 'all fees, who charges them, and the all-in yearly cost',
    },
    source: '金规〔2025〕9号；金规〔2026〕2号',
    isOnPoster: false,
  },
  {
    id: 'R05',
    says: {
      zh: '额度、期限、还款方式和“以金融机构审批结果为准”',
      en: 'amount, term, repayment, and “subject to the lender’s approval”',
    },
    source: '《金融产品网络营销管理办法》第8条',
    isOnPoster: false,
  },
  {
    id: 'R06',
    says: { zh: '风险提示及逾期后果', en: 'the risk line, and what being late leads to' },
    source: '《金融产品网络营销管理办法》第8条；《贷款网络营销倡议》',
    isOnPoster: true,
  },
  {
    id: 'R07',
    says: { zh: '除披露的费用外不收取其他费用', en: 'that there are no other fees' },
    source: '《北京市金融投资理财类广告发布指引》',
    isOnPoster: false,
  },
  {
    id: 'R08',
    says: { zh: '对象限制（不面向在校学生等）', en: 'who it is not offered to (students)' },
    source: '《贷款网络营销倡议》',
    isOnPoster: false,
  },
  {
    id: 'R09',
    says: { zh: '业务区域', en: 'the region' },
    source: '银发〔2019〕316号',
    isOnPoster: false,
  },
  {
    id: 'R10',
    says: { zh: '审批编号、版本和有效期', en: 'approval id, version and expiry' },
    source: '《互联网广告管理办法》；银发〔2019〕316号',
    isOnPoster: true,
  },
  {
    id: 'R11',
    says: { zh: '投诉电话', en: 'a number for complaints' },
    source: '《网络数据安全管理条例》第20条',
    isOnPoster: false,
  },
  {
    id: 'R12',
    says: { zh: '个人信息处理告知的链接', en: 'a link to the privacy notice' },
    source: '《个人信息保护法》第17条',
    isOnPoster: false,
  },
];
