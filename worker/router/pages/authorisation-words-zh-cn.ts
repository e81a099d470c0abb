/** Owns the authorisation page's words in Simplified Chinese; must not know where they stand. */

import { chinaClock } from '../../../contract/china-time.ts';
import type { AuthorisationWords } from './authorisation-words.ts';

const acts = { provide: '提供', credit_query: '查询', credit_report: '报送' };

export const zhCn: AuthorisationWords = {
  askedBy: (tenant) => `${tenant}请您阅读并决定`,
  keyTerms: '授权要点',
  party: { provide: '接收机构', credit_query: '被授权查询机构', credit_report: '被授权报送机构' },
  uscc: '统一社会信用代码：',
  contact: '联系方式：',
  address: '地址：',
  bureaus: '征信机构',
  purpose: '用途',
  creditPurposes: {
    loan_review: '贷款审批：审核您本人的贷款申请',
    card_review: '信用卡审批：审核您本人的贷记卡、准贷记卡申请',
    guarantor_review: '担保审查：审核您作为担保人的资格',
    post_loan: '贷后管理：对已经发放给您的贷款进行风险管理',
    legal_representative: '企业贷款审查：企业申请贷款或提供担保，需查询您作为其法定代表人或出资人的信用状况',
  },
  validity: '有效期与次数',
  validityText: (kind, days, times) =>
    `自签署起${days}日内有效，最多${acts[kind]}${times}次；到期、用完或撤回后即失效`,
  untilWithdrawn: '自签署起有效，您可以随时撤回',
  attention: '请逐条阅读全文，特别是加粗的内容。',
  explain: (contact) => `签署前，您可以要求解释任何一条：${contact}`,
  duties: {
    purposes: '处理目的',
    infoKinds: '涉及的个人信息',
    retention: '保存期限',
    refusal: '不同意的后果',
    withdrawal: '如何撤回',
    contact: '联系方式',
  },
  creditRights: {
    title: '您在征信方面的权利',
    items: [
      '每年可免费查询本人信用报告2次',
      '认为信息有错误、遗漏的，可向征信机构或信息提供者提出异议，20日内核查并书面答复',
      '认为权益受到侵害的，可向所在地的中国人民银行分支机构投诉，30日内书面答复',
    ],
  },
  version: (version) => `第${version}版`,
  digest: '校验值',
  signTitle: '签署',
  statement: (kind, institution) => {
    if (kind === 'credit_query')
      return `本人已阅读全文，授权${institution}按上述用途、期限和次数查询本人的信用信息。`;
    if (kind === 'credit_report') return `本人已阅读全文，授权${institution}按上述用途报送本人的信用信息。`;
    return `本人已阅读全文，同意按上述用途将本人的信息提供给${institution}。`;
  },
  signer: '签署人',
  traits: { name: '姓名', id_number: '身份证号码' },
  confirm: '以上是我本人。如不是您本人，请勿签署',
  phone: '手机号码',
  phoneHelp:
    '请填写您申请时留下的手机号码，并用收到的短信验证码签署，以确认是您本人。验证码请勿告诉任何人。不同意则无需填写。',
  code: '短信验证码',
  here: '您正在使用提交申请的设备，可直接签署，无需验证码。',
  elsewhere:
    '为确认是您本人，请在提交申请的设备上先打开授权回执，再打开本链接签署。您也可以在这里选择不同意。',
  unavailable: '目前无法核实签署人是您本人，这份授权书暂不能签署。您可以选择不同意，或联系发送链接的机构。',
  eSignHelp:
    '签署在电子签名服务机构（e签宝）的页面完成：由其核验您的身份和签署意愿，并保存签署的文件。为此，您的姓名、手机号码及已填写的身份证号码会提供给该机构。不同意则不会提供。',
  eSignGo: '同意并前往签署',
  sendCode: '获取验证码',
  refuse: '不同意',
  sign: '同意并签署',
  expires: (time) => `本链接在${time}前有效。不作决定，即视为没有授权。`,
  needsScript:
    '您可以在本页阅读全文。签署需要确认阅读过程，因此须开启 JavaScript；请在浏览器设置中开启后刷新，或换用手机自带的浏览器打开。不作决定，即没有授权。',
  script: {
    readFirst: '请阅读全文，还需 {seconds} 秒',
    scrollFirst: '请阅读至文末',
    confirmFirst: '请先确认签署人是您本人',
    ready: '已阅读全文，请填写手机号码和验证码后签署',
    readyHere: '已阅读全文，可以签署',
    otherDevice: '请在提交申请的设备上签署',
    signing: '正在签署…',
    refusing: '正在提交…',
    eSign: {
      ready: '已阅读全文，可以前往签署',
      going: '正在打开签署页面…',
      checking: '正在向电子签名服务机构核实签署结果…',
      unsigned: '尚未签署。如仍需签署，请再次前往',
    },
    findings: {
      required: '请填写手机号码',
      invalid_phone: '请输入11位手机号码',
      other_phone: '与您申请时留下的号码不一致，请核对',
      code_required: '请填写6位短信验证码',
      invalid_code: '验证码不正确，请核对短信后重新填写',
      code_expired: '验证码已失效，请重新获取',
    },
    problems: {
      unreachable: '网络连接不稳定，请再点一次',
      rate_limited: '尝试次数较多，请 {minutes} 分钟后再试',
      signing_unavailable: '目前无法核实签署人身份，不能签署',
      signing_failed: '电子签名服务暂时无法使用，请稍后再试',
      read_too_fast: '请再用一点时间阅读全文，然后签署',
      consent_not_conspicuous:
        '文字显示过小或与背景过于接近，请调大字号，或关闭浏览器的夜间、阅读模式后再签署',
      consent_outdated: '授权书已有新的版本，请刷新本页',
    },
    otherProblem: '没有成功，请再点一次；如仍不成功，请联系发送链接的人',
    code: {
      send: '获取验证码',
      sending: '正在发送…',
      resend: '重新获取',
      again: '{seconds} 秒后可重发',
      sent: '如果 {phone} 是您申请时留下的号码，验证码将很快送达，5 分钟内有效',
      tooOften: '获取次数较多，请按提示的时间再试',
    },
  },
  outcome: {
    granted: '已签署',
    refused: '已记录：不同意',
    withdrawn: '已撤回',
    lapsed: '授权已结束',
    expired: '链接已过期',
    grantedText: (institution) => `您已授权${institution}。您可以随时在授权回执中撤回。`,
    refusedText: '您没有作出这项授权，不会据此查询或提供您的信息。您的申请不会因此被删除。',
    withdrawnText: '授权已经失效，不再据此查询或提供您的信息。',
    lapsedText: (reason) => {
      if (reason === 'used_up') return '授权的次数已经用完，不再据此查询或提供您的信息。';
      if (reason === 'lead_erased') return '您的个人信息已经删除，这份授权随之失效。';
      if (reason === 'superseded') return '您已签署更新的版本，这份授权随之失效。';
      return '授权已过有效期，不再据此查询或提供您的信息。';
    },
    expiredText: (tenant) => `您没有作出任何授权。如仍需办理，请联系${tenant}重新发送。`,
    notice: '授权书',
    at: '决定时间',
    validUntil: '有效期至',
    entry: '存证序号',
    receipt: '查看授权回执',
    receiptHelp: '提交申请时您收到过一份授权回执：其中有您作出的全部决定，每一项都可以撤回。',
    fullText: '授权书全文',
  },
  time: (at) => {
    const { date, time } = chinaClock(at);
    const [year, month, day] = date.split('-').map(Number);
    return `${year}年${month}月${day}日 ${time.slice(0, 5)}（北京时间）`;
  },
};
