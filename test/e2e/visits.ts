/** Owns the made-up people who try the demo and what they answer; must not know the browser. */
import type { LinkKey } from '../../demo/seed/parties.ts';

export interface Visit {
  /** Page of the partner's site. */
  path: string;
  link?: LinkKey;
  /** Answers by label, in the words of the form: one record a step. */
  steps: Record<string, string>[];
  /** Which consents are ticked, by place. */
  consents: number[];
}

/** By way of a customer's link. */
export const referred: Visit = {
  path: '/',
  link: 'li-business',
  steps: [
    { 申请金额: '500000', 借款期限: '24个月', 资金用途: '采购备货' },
    {
      企业名称: '示例市晨光五金制品有限公司',
      联系人姓名: '王建国',
      手机号码: '13800138000',
      经营所在地区: '上海',
    },
  ],
  consents: [0, 1],
};

/** The last one is the picture of the form. */
export const visits: Visit[] = [
  {
    path: '/personal',
    link: 'chen-personal',
    steps: [
      { 申请金额: '30000', 借款期限: '12个月', 资金用途: '家居装修' },
      { 姓名: '李芳', 手机号码: '13700137000', 常住地区: '四川 成都市', 方便联系的时段: '晚间 18–20点' },
    ],
    consents: [0, 2],
  },
  {
    path: '/',
    steps: [
      { 申请金额: '1200000', 借款期限: '36个月', 资金用途: '购置设备' },
      {
        企业名称: '示例市青禾餐饮管理有限公司',
        联系人姓名: '林晓',
        手机号码: '13900139000',
        经营所在地区: '浙江 杭州市',
        '近一年营业收入（万元）': '860',
      },
    ],
    consents: [0, 1, 2],
  },
  referred,
];
