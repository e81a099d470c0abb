/** Owns the lead page's words in Simplified Chinese; must not know where they stand. */
import type { AttributionReason, PromoterKind } from '../../contract/event.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { OutcomeType } from '../../contract/outcome.ts';
import type { DeliveryState, LeadState } from '../../contract/states.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import type { SignInWords } from '../pages/sign-in-view.tsx';

export const signInWords: SignInWords = {
  title: '查看线索',
  about: '客户信息只给贵机构有权查看的人看。请用您自己的密钥打开。',
  token: '您的密钥',
  missing: '请粘贴您的密钥',
  garbled: '这不像密钥：它以 jk_ 开头，请完整复制后再粘贴',
  remember: '记住本机',
  care: '密钥由管理员发给您本人，可为业务、合规或所有者密钥。不要转发给他人；公用电脑、手机请勿勾选“记住本机”。',
};

export const failureWords: Record<string, string> = {
  signed_out: '密钥不对或已停用，请核对后重新粘贴，或向管理员索取新的密钥',
  no_right: '这个密钥不能查看线索。请用业务（crm）、合规（compliance）或所有者（owner）密钥',
  not_found: '没有找到这条线索，请核对链接是否完整',
  lead_erased: '信息已按申请人的要求删除，无法查看',
  lead_purged: '信息已到保存期限并删除，无法查看',
  lead_restricted: '这条线索已限制处理，信息只保存、不使用，暂时不能查看',
  key_missing: '服务器缺少打开这条线索的主密钥，请联系系统管理员',
  outcome_conflict: '这次登记其实已经成功，内容与现在的不同。请刷新后再登记',
  refused: '内容没有被接受，请检查后再试',
  busy: '操作有些频繁，请过一分钟再试',
  offline: '网络不通，请检查网络后重试',
  failed: '没有成功，请稍后重试；如仍不成功，请联系管理员',
};

export function failureText(failure: string): string {
  return failureWords[failure] ?? failureWords.failed ?? '';
}

export const leadStates: Record<LeadState, string> = {
  pending: '投递中',
  held: '等待处理',
  delivered: '已送达',
  dead: '投递失败',
  unrouted: '未投递',
  purged: '已到期删除',
  erased: '已删除',
};

export const deliveryStates: Record<DeliveryState, string> = {
  pending: '等待投递',
  held: '目标停用，等待恢复',
  delivered: '已送达',
  dead: '投递失败',
  blocked: '未投递',
};

export const eventNames: Record<string, string> = {
  'consent.granted': '补充授权',
  'consent.withdrawn': '撤回授权的通知',
  'lead.corrected': '信息更正',
  'lead.erased': '删除通知',
  'authorisation.refused': '授权被拒的通知',
  'authorisation.expired': '授权请求过期的通知',
  'authorisation.lapsed': '授权到期的通知',
};

/** Reasons of deliveries. One that is not here is shown as the word that it is. */
export const reasons: Record<string, string> = {
  timeout: '对方没有按时答复',
  unreachable: '连不上对方系统',
  throttled: '对方要求放慢',
  server_error: '对方系统出错',
  rejected: '对方拒收',
  redirect: '对方要求转到别的地址',
  gone: '对方已停用接口',
  by_hand: '需要人工告知对方',
  not_consented: '申请人没有同意提供给它',
  withdrawn: '申请人撤回了授权',
  authorisation_expired: '授权已到期',
  authorisation_used: '授权的查询次数已用完',
  unsealable: '信息打不开，请联系系统管理员',
  restricted: '已限制处理',
  erased: '信息已删除',
  retention: '信息已到期删除',
  key_missing: '缺少主密钥，等待管理员处理',
  earlier_event: '等前一条送达后再发',
  quarantined: '等待人工放行',
  busy: '对方繁忙',
  bad_credentials: '密钥或令牌不对',
  access_refused: '对方拒绝了登录',
  no_permission: '对方没有给权限',
  no_quota: '对方额度已用完',
  robot_disabled: '机器人已停用',
  security_settings: '机器人的安全设置不允许',
  keyword_missing: '机器人要求的关键词没有设置',
  ip_not_allowed: '对方不允许本服务器的地址',
  invalid_field: '对方没有这个字段，或格式不符',
  invalid_message: '对方不接受这条消息',
  table_full: '对方表格已满',
  unreadable: '对方的答复看不明白，不能确认送达',
  unconfirmed: '对方没有确认收到',
  refused: '对方拒绝，没有说明原因',
  not_found: '对方没有这个表格、表单或密钥',
  captcha_enabled: '对方表单要求验证码',
  unsafe_instance: '对方给的接口地址不可信',
  not_processed: '对方没有处理',
  required_field_missing: '对方的必填项没有填',
  invalid_email: '对方不接受这个邮箱',
  blocked_email: '对方不接受这个邮箱',
  field_too_long: '内容超出对方的长度',
  duplicate: '对方已有这位客户',
  unbuildable: '消息没有生成，请联系系统管理员',
  returned: '对方已退回',
  failed: '没有成功',
};

/** The same words where they say why a delivery was stopped: not the target has spoken, but a rule or a person. */
export const stopReasons: Record<string, string> = {
  duplicate: '重复线索，等待处理',
  rejected: '已人工拒绝',
  dropped: '不再投递',
};

export const decisions: Record<RecordedDecision, string> = {
  granted: '同意',
  refused: '未同意',
  withdrawn: '已撤回',
};

/** Of marketing a withdrawal is called so. */
export const optedOut = '已退订';

export const channelNames: Record<MarketingChannel, string> = {
  sms: '短信',
  phone: '电话',
  wechat: '微信',
  email: '邮件',
};

export const promoterKinds: Record<PromoterKind, string> = {
  staff: '员工',
  partner: '渠道',
  customer: '客户',
};

export const creditReasons: Record<AttributionReason, string> = {
  first_touch: '记在最早打开的链接上',
  last_touch: '记在最后打开的链接上',
  no_touch: '不是经推广链接来的',
  unknown_code: '链接不在本机构名下，不计推荐',
  expired: '链接已过期，不计推荐',
  revoked: '链接已停用，不计推荐',
  outside_window: '打开链接距提交太久，不计推荐',
  self_referral: '推荐人就是申请人自己，不计推荐',
  loop: '推荐绕成一圈，不计推荐',
  protected: '此前已有推荐人，仍归原推荐人',
};

export const outcomeNames: Record<OutcomeType, string> = {
  contacted: '已联系',
  appointed: '已预约',
  signed: '已签约',
  approved: '已批准',
  disbursed: '已放款',
  rejected: '未通过',
  returned: '退回',
};

/** What the amount of an outcome is; outcomes that are not here have none. */
export const amountNames: Partial<Record<OutcomeType, string>> = {
  signed: '签约金额',
  approved: '批准金额',
  disbursed: '放款金额',
};

export const revealReasons: readonly string[] = ['电话回访', '核对资料', '客户来电', '处理投诉'];

export const valueWords = { notGiven: '未填', yuan: '元', months: '个月', comma: '、' };
