/** Owns the Chinese words of the form itself, apart from findings (contract/messages); must not know where they stand. */

export const optional = '选填';
export const choose = '请选择';
export const next = '下一步';
export const back = '上一步';
export const submit = '提交并授权联系';
export const sending = '正在提交…';
export const retrying = '网络不稳定，正在重试…';
export const consents = '授权与同意';
export const consentOptional = '可选，不勾选不影响提交';
export const loading = '正在加载申请表…';
export const retry = '重新加载';
export const close = '关闭';
export const copy = '复制';
export const copied = '已复制';
export const yuan = '元';
export const received = '申请已提交';
export const receivedText = '我们会尽快与您联系，请留意来电。';
export const receiptNumber = '回执编号';
export const receiptLink = '查看授权回执';
export const receiptHelp = '凭回执可随时查看您的授权。';
export const share = '转发给朋友';
export const step = (at: number, of: number) => `第${at}步，共${of}步`;
export const months = (months: number) => `${months}个月`;
export const requiredChoice = (label: string) => `请选择${label}`;
export const consentMissing = (title: string) => `请阅读并勾选《${title}》后提交`;
export const toCorrect = (count: number, first: string) =>
  count > 1 ? `有${count}处需要修改。${first}` : first;

export const unreachable = '网络连接不稳定。您填写的内容都在，请稍后再点一次。';

/** By problem code (or the SDK's own), what the applicant can do now. */
export const problemWords: Record<string, string> = {
  consent_outdated: '授权文本已更新。您填写的内容都在，请重新阅读并勾选后再提交。',
  unreachable,
  rate_limited: '提交过于频繁。您填写的内容都在，请过几分钟再试。',
  origin_not_allowed: '此页面尚未开通提交，请联系页面的提供方。',
  unknown_form: '这份申请表已停用，请联系页面的提供方。',
  challenge_failed: '安全校验未通过，请再点一次提交。',
};

/** For codes without words of their own. */
export const otherProblem = '提交未成功。您填写的内容都在，请再点一次提交；如仍不成功，请联系页面的提供方。';

/** By problem code, why no form can be shown. */
export function loadProblem(code: string): string {
  return code === 'unknown_form' || code === 'unknown_tenant'
    ? '这份申请表不存在或已停用，请联系页面的提供方。'
    : '申请表暂时无法加载，请检查网络后重试。';
}
