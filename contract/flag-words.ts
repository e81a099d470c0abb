/** Owns what a lead's flags say to the tenant's people; must not know where they stand. */
import type { LeadFlag } from './event.ts';

export const flagWords: Record<LeadFlag, string> = {
  duplicate: '同一手机号此前提交过',
  self_referral: '推荐人就是申请人自己，不计推荐',
  trap_filled: '隐藏的格子被填过，可能是程序提交，也可能是浏览器自动填写',
  fast_fill: '填写快得不像真人，请电话核实',
  untrusted_consent: '授权勾选不像本人点击，请核实后再使用',
  sensitive_refused: '未同意敏感信息授权，相应内容没有提交',
  cost_sheet_not_shown: '提交前没有展示综合融资成本明示表，请在联系时说明全部息费',
  uscc_unverified: '信用代码校验位不符，请核对',
  age_not_stated: '没有声明已年满18周岁，请核实年龄',
  age_60_or_over: '申请人年满60周岁，请由人工核实本人意愿与还款能力',
};
