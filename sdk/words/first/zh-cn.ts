/** Owns the form's first words in Simplified Chinese; must not know where they stand. */
import type { FirstWords } from '../first-words.ts';

export const first: FirstWords = {
  optional: '选填',
  choose: '请选择',
  next: '下一步',
  back: '上一步',
  submit: '提交并授权联系',
  consents: '授权与同意',
  consentOptional: '可选，不勾选不影响提交',
  loading: '正在加载申请表…',
  retry: '重新加载',
  loadFailed: '申请表暂时无法显示，请稍后重新加载；如仍不成功，请联系页面的提供方。',
  unreachable: '网络连接不稳定。您填写的内容都在，请稍后再点一次。',
  step: '第{at}步，共{of}步',
  months: '{months}个月',
  yuan: '元',
  amount: { wan: '万', yi: '亿' },
  listSeparator: '、',
  disclosure: {
    title: '产品信息披露',
    ad: '广告',
    lender: '贷款由{lender}提供',
    apr: '年化利率（{basis}）',
    irr: '内部收益率IRR',
    simple: '单利',
    amount: '可申请额度',
    term: '期限',
    approval: '审核编号：',
  },
  recipients: '（接收方：{names}）',
  titleMarks: ['《', '》'],
};
