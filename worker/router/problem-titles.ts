/** Owns what each problem is called, for people, in three languages; must not know when one occurs. */
import type { Locale } from '../../contract/form.ts';
import type { ProblemCode } from '../../contract/problem.ts';

const title = (zhCn: string, zhTw: string, en: string): Record<Locale, string> => ({
  'zh-CN': zhCn,
  'zh-TW': zhTw,
  en,
});

export const titles: Record<ProblemCode, Record<Locale, string>> = {
  bad_json: title('请求内容不是 JSON 对象', '請求內容不是 JSON 物件', 'The body is not a JSON object'),
  bad_host: title('请求的主机名无效', '請求的主機名稱無效', 'The Host of the request is not valid'),
  body_broken: title('请求内容未能完整收到', '請求內容未能完整收到', 'The body did not arrive whole'),
  invalid_cursor: title('翻页参数无效', '分頁參數無效', 'The paging parameters are not valid'),
  unauthorized: title('缺少有效的访问密钥', '缺少有效的存取金鑰', 'A valid key is required'),
  forbidden: title('当前密钥无权执行此操作', '此金鑰無權執行這項操作', 'This key may not do this'),
  origin_not_allowed: title(
    '此网站未获准使用该表单',
    '此網站未獲准使用這份表單',
    'This site may not use the form',
  ),
  challenge_failed: title(
    '安全验证未通过，请重试',
    '安全驗證未通過，請再試一次',
    'The security check failed; try again',
  ),
  prefill_rejected: title('预填内容无效', '預填內容無效', 'The prefill is not valid'),
  phone_mismatch: title(
    '手机号码与提交时填写的不一致',
    '手機號碼與送件時填寫的不一致',
    'This is not the phone number that was submitted',
  ),
  proof_needed: title(
    '请先用短信验证码确认是您本人',
    '請先用簡訊驗證碼確認是您本人',
    'Show by a code sent to your phone that it is you',
  ),
  not_found: title('没有找到', '找不到', 'Not found'),
  unknown_tenant: title('没有这家机构', '沒有這家機構', 'Unknown tenant'),
  unknown_form: title('没有这张表单', '沒有這份表單', 'Unknown form'),
  wechat_not_configured: title(
    '这家机构尚未设置微信公众号',
    '這家機構尚未設定微信公眾號',
    'This tenant has no WeChat account set up',
  ),
  method_not_allowed: title('此地址不支持该请求方法', '此網址不支援這種請求方法', 'Method not allowed'),
  body_timeout: title(
    '请求内容迟迟未到，请重新发送',
    '請求內容遲遲未到，請重新傳送',
    'The body took too long; send it again',
  ),
  tenant_exists: title('机构编号已被使用', '機構代號已被使用', 'This tenant id is taken'),
  consent_outdated: title(
    '授权文本已更新，请重新阅读并确认',
    '授權條款已更新，請重新閱讀並確認',
    'The consent text has changed; read and decide again',
  ),
  submission_conflict: title(
    '同一提交编号已用于不同的内容',
    '同一送件編號已用於不同的內容',
    'This submission id was used with other content',
  ),
  outcome_conflict: title(
    '同一反馈编号已用于不同的内容',
    '同一回報編號已用於不同的內容',
    'This outcome id was used with other content',
  ),
  lead_erased: title(
    '该线索的个人信息已删除',
    '這筆名單的個人資料已刪除',
    'The personal data of this lead was erased',
  ),
  lead_purged: title(
    '该线索的个人信息已到期清除',
    '這筆名單的個人資料已到期清除',
    'The personal data of this lead has reached the end of its retention',
  ),
  lead_restricted: title(
    '该线索的个人信息已限制处理，解除前只能保存',
    '這筆名單的個人資料已限制處理，解除前只能保存',
    'The personal data of this lead is restricted: until that is lifted it may only be kept',
  ),
  lead_changed: title(
    '内容刚刚有改动，请刷新后重试',
    '內容剛剛有異動，請重新整理後再試',
    'It was changed at this very moment; load it anew and try again',
  ),
  authorisation_decided: title(
    '这份授权书已经作出决定，不能更改',
    '這份授權書已經作出決定，不能更改',
    'This authorisation was decided on already',
  ),
  authorisation_expired: title('授权已过有效期', '授權已過有效期', 'The authorisation is past its validity'),
  authorisation_used: title(
    '授权的查询次数已用完',
    '授權的查詢次數已用完',
    'The queries that were authorised are used up',
  ),
  not_consented: title(
    '申请人未授权此项用途',
    '申請人未授權這項用途',
    'The applicant has not agreed to this',
  ),
  link_gone: title('链接已失效', '連結已失效', 'This link has ended'),
  too_large: title('内容过大', '內容過大', 'The body is too large'),
  uri_too_long: title('地址过长', '網址過長', 'The address is too long'),
  unsupported_media_type: title(
    '请使用 application/json 或 text/plain',
    '請使用 application/json 或 text/plain',
    'Use application/json or text/plain',
  ),
  misdirected: title(
    '此服务器不提供该域名的内容',
    '這部伺服器不提供此網域的內容',
    'This server does not answer under this host name',
  ),
  invalid_request: title('请求内容有误', '請求內容有誤', 'The request is not valid'),
  invalid_values: title('填写内容有误，请核对', '填寫內容有誤，請確認', 'Some values are not valid'),
  consent_missing: title('请先同意必需的授权', '請先同意必要的授權', 'A required consent is missing'),
  sensitive_value: title(
    '请不要在此填写身份证号码或银行卡号',
    '請不要在此填寫身分證號碼或銀行卡號',
    'A value is sensitive although its field does not ask for it',
  ),
  consent_not_conspicuous: title(
    '授权文字展示得不够清楚，请在正常显示后再提交',
    '授權文字顯示得不夠清楚，請在正常顯示後再送出',
    'A consent was not shown clearly enough',
  ),
  read_too_fast: title(
    '请先阅读授权书全文，再签署',
    '請先閱讀授權書全文，再簽署',
    'Read the whole text before signing',
  ),
  signing_unavailable: title(
    '目前无法核实签署人是申请人本人，这份授权书不能签署',
    '目前無法核實簽署人是申請人本人，這份授權書不能簽署',
    'Nothing can show that the signer is the applicant: this can’t be signed now',
  ),
  notice_rejected: title('授权文本未通过检查', '授權條款未通過檢查', 'The notice did not pass the checks'),
  form_rejected: title('表单未通过检查', '表單未通過檢查', 'The form did not pass the checks'),
  route_rejected: title('分发规则未通过检查', '分派規則未通過檢查', 'The rule set was rejected'),
  destination_rejected: title('投递目标未通过检查', '傳送目標未通過檢查', 'The destination was rejected'),
  copy_rejected: title('推广文案未通过检查', '推廣文案未通過檢查', 'The copy did not pass the checks'),
  campaign_off: title('活动目前不能推广', '活動目前不能推廣', 'This campaign may not be shared at present'),
  promoter_not_qualified: title(
    '推广人资质不全，不能推广此活动',
    '推廣人資格不全，不能推廣此活動',
    'This promoter may not share the campaign: its records are not complete',
  ),
  chain_too_deep: title('转介层级最多三级', '轉介層級最多三層', 'A chain has at most three levels'),
  rate_limited: title('操作过于频繁，请稍后再试', '操作太頻繁，請稍後再試', 'Too many requests; try later'),
  signing_failed: title(
    '电子签名服务暂时无法使用，请稍后再试',
    '電子簽名服務暫時無法使用，請稍後再試',
    'The e-signature service can’t be used right now; try again later',
  ),
  code_not_sent: title(
    '验证码暂时无法发送，请稍后再试',
    '驗證碼暫時無法傳送，請稍後再試',
    'The code could not be sent; try later',
  ),
  wechat_unavailable: title(
    '微信接口暂时不可用，请稍后再试',
    '微信介面暫時無法使用，請稍後再試',
    'WeChat’s interface can’t be used at the moment; try later',
  ),
  log_unavailable: title(
    '日志校验未通过，暂不签发新的检查点',
    '日誌校驗未通過，暫不簽發新的檢查點',
    'The log does not match what was signed before; nothing new is signed',
  ),
  key_missing: title(
    '服务器缺少打开此数据所需的主密钥，请联系运维人员',
    '伺服器缺少開啟這項資料所需的主金鑰，請聯絡維運人員',
    'The server lacks the master key that opens this; tell its operator',
  ),
  overloaded: title(
    '服务繁忙，请稍后再试',
    '服務繁忙，請稍後再試',
    'The server is busy; try again in a moment',
  ),
  public_url_missing: title(
    '服务器尚未设置自己的网址，请联系运维人员',
    '伺服器尚未設定自己的網址，請聯絡維運人員',
    'The server was not told its own address; tell its operator',
  ),
  internal: title(
    '服务暂时出错，请稍后再试',
    '服務暫時發生錯誤，請稍後再試',
    'Something went wrong; try later',
  ),
};
