/** Owns the phrases of the catalogue (rules.md §4.1, §5) that the demo's texts must not hold; must not know the texts. */

/** Clauses that make a consent void, and words that promise what only a lender decides. */
export const lawlessWords = [
  ...['不可撤销', '无需另行通知', '合作机构', '关联方', '第三方', '转授权', '用于推荐产品'],
  ...['使用即视为同意', '默认同意', '全部同意', '一键授权', '包括但不限于', '密码'],
  ...[
    '预审通过',
    '审批通过',
    '已获额度',
    '恭喜',
    '包过',
    '必过',
    '秒批',
    '秒到账',
    '当天放款',
    '极速',
    '零门槛',
    '低门槛',
  ],
  ...[
    '低利率',
    '无成本',
    '低息',
    '利率低至',
    '最低利率',
    '最高级',
    '最佳',
    '第一',
    '唯一',
    '不看征信',
    '备案',
  ],
  ...['信用评分', '前期费用', '手续费', '保证金', '免费', '红包', '返现', '抽奖', '官方', '限时'],
];

export function forbiddenIn(text: string, phrases: readonly string[]): string[] {
  const tight = text.normalize('NFKC').replace(/\s/g, '');
  return phrases.filter((phrase) => tight.includes(phrase));
}
