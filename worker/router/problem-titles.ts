/** Owns what each problem is called, for people, in both languages; must not know when one occurs. */
import type { ProblemCode } from '../../contract/problem.ts';

export const titles: Record<ProblemCode, { 'zh-CN': string; en: string }> = {
  bad_json: { 'zh-CN': '请求内容不是 JSON 对象', en: 'The body is not a JSON object' },
  invalid_cursor: { 'zh-CN': '翻页参数无效', en: 'The paging parameters are not valid' },
  unauthorized: { 'zh-CN': '缺少有效的访问密钥', en: 'A valid key is required' },
  forbidden: { 'zh-CN': '当前密钥无权执行此操作', en: 'This key may not do this' },
  origin_not_allowed: { 'zh-CN': '此网站未获准使用该表单', en: 'This site may not use the form' },
  challenge_failed: { 'zh-CN': '安全验证未通过，请重试', en: 'The security check failed; try again' },
  not_found: { 'zh-CN': '没有找到', en: 'Not found' },
  unknown_tenant: { 'zh-CN': '没有这家机构', en: 'Unknown tenant' },
  unknown_form: { 'zh-CN': '没有这张表单', en: 'Unknown form' },
  method_not_allowed: { 'zh-CN': '此地址不支持该请求方法', en: 'Method not allowed' },
  tenant_exists: { 'zh-CN': '机构编号已被使用', en: 'This tenant id is taken' },
  consent_outdated: {
    'zh-CN': '授权文本已更新，请重新阅读并确认',
    en: 'The consent text has changed; read and decide again',
  },
  submission_conflict: {
    'zh-CN': '同一提交编号已用于不同的内容',
    en: 'This submission id was used with other content',
  },
  lead_erased: { 'zh-CN': '该线索的个人信息已删除', en: 'The personal data of this lead was erased' },
  link_gone: { 'zh-CN': '链接已失效', en: 'This link has ended' },
  too_large: { 'zh-CN': '内容过大', en: 'The body is too large' },
  unsupported_media_type: {
    'zh-CN': '请使用 application/json 或 text/plain',
    en: 'Use application/json or text/plain',
  },
  invalid_request: { 'zh-CN': '请求内容有误', en: 'The request is not valid' },
  invalid_values: { 'zh-CN': '填写内容有误，请核对', en: 'Some values are not valid' },
  consent_missing: { 'zh-CN': '请先同意必需的授权', en: 'A required consent is missing' },
  consent_not_conspicuous: {
    'zh-CN': '授权文字展示得不够清楚，请在正常显示后再提交',
    en: 'A consent was not shown clearly enough',
  },
  notice_rejected: { 'zh-CN': '授权文本未通过检查', en: 'The notice did not pass the checks' },
  form_rejected: { 'zh-CN': '表单未通过检查', en: 'The form did not pass the checks' },
  destination_rejected: { 'zh-CN': '投递目标未通过检查', en: 'The destination was rejected' },
  chain_too_deep: { 'zh-CN': '转介层级最多三级', en: 'A chain has at most three levels' },
  rate_limited: { 'zh-CN': '操作过于频繁，请稍后再试', en: 'Too many requests; try later' },
  code_not_sent: { 'zh-CN': '验证码暂时无法发送，请稍后再试', en: 'The code could not be sent; try later' },
  internal: { 'zh-CN': '服务暂时出错，请稍后再试', en: 'Something went wrong; try later' },
};
