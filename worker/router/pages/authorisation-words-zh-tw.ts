/** Owns the authorisation page's words in Traditional Chinese; must not know where they stand. */

import { chinaClock } from '../../../contract/china-time.ts';
import type { AuthorisationWords } from './authorisation-words.ts';

const acts = { provide: '提供', credit_query: '查詢', credit_report: '報送' };

export const zhTw: AuthorisationWords = {
  askedBy: (tenant) => `${tenant}請您閱讀並決定`,
  keyTerms: '授權要點',
  party: { provide: '接收機構', credit_query: '被授權查詢機構', credit_report: '被授權報送機構' },
  uscc: '統一社會信用代碼：',
  contact: '聯絡方式：',
  address: '地址：',
  bureaus: '徵信機構',
  purpose: '用途',
  creditPurposes: {
    loan_review: '貸款審批：審核您本人的貸款申請',
    card_review: '信用卡審批：審核您本人的信用卡申請',
    guarantor_review: '擔保審查：審核您作為擔保人的資格',
    post_loan: '貸後管理：對已撥付給您的貸款進行風險管理',
    legal_representative: '企業貸款審查：企業申請貸款或提供擔保，需查詢您作為其法定代表人或出資人的信用狀況',
  },
  validity: '有效期與次數',
  validityText: (kind, days, times) =>
    `自簽署起 ${days} 日內有效，最多${acts[kind]} ${times} 次；到期、用完或撤回後即失效`,
  untilWithdrawn: '自簽署起有效，您可以隨時撤回',
  attention: '請逐條閱讀全文，特別是粗體的內容。',
  explain: (contact) => `簽署前，您可以要求解釋任何一條：${contact}`,
  duties: {
    purposes: '處理目的',
    infoKinds: '涉及的個人資料',
    retention: '保存期限',
    refusal: '不同意的後果',
    withdrawal: '如何撤回',
    contact: '聯絡方式',
  },
  creditRights: {
    title: '您在徵信方面的權利',
    items: [
      '每年可免費查詢本人信用報告 2 次',
      '認為資料有錯誤、遺漏的，可向徵信機構或資料提供者提出異議，20 日內查核並書面答覆',
      '認為權益受到侵害的，可向所在地的中國人民銀行分支機構投訴，30 日內書面答覆',
    ],
  },
  version: (version) => `第 ${version} 版`,
  digest: '校驗值',
  signTitle: '簽署',
  statement: (kind, institution) => {
    if (kind === 'credit_query')
      return `本人已閱讀全文，授權${institution}依上述用途、期限和次數查詢本人的信用資料。`;
    if (kind === 'credit_report') return `本人已閱讀全文，授權${institution}依上述用途報送本人的信用資料。`;
    return `本人已閱讀全文，同意依上述用途將本人的資料提供給${institution}。`;
  },
  signer: '簽署人',
  traits: { name: '姓名', id_number: '身分證號碼' },
  confirm: '以上是我本人。如不是您本人，請勿簽署',
  phone: '手機號碼',
  phoneHelp:
    '請填寫您申請時留下的手機號碼，並用收到的簡訊驗證碼簽署，以確認是您本人。請勿將驗證碼告訴任何人。不同意則不必填寫。',
  code: '簡訊驗證碼',
  here: '您正在使用送件的裝置，可直接簽署，不需驗證碼。',
  elsewhere: '為確認是您本人，請在送件的裝置上先開啟授權回執，再開啟本連結簽署。您也可以在這裡選擇不同意。',
  unavailable: '目前無法核實簽署人是您本人，這份授權書暫不能簽署。您可以選擇不同意，或聯絡傳送連結的機構。',
  eSignHelp:
    '簽署在電子簽名服務機構（e签宝）的頁面完成：由其核驗您的身分與簽署意願，並保存簽署的文件。為此，您的姓名、手機號碼及已填寫的身分證號碼會提供給該機構。不同意則不會提供。',
  eSignGo: '同意並前往簽署',
  sendCode: '取得驗證碼',
  refuse: '不同意',
  sign: '同意並簽署',
  expires: (time) => `本連結在${time}前有效。不作決定，即視為沒有授權。`,
  needsScript:
    '您可以在本頁閱讀全文。簽署需要確認閱讀過程，因此須開啟 JavaScript；請在瀏覽器設定中開啟後重新整理，或改用手機內建的瀏覽器開啟。不作決定，即沒有授權。',
  script: {
    readFirst: '請閱讀全文，還需 {seconds} 秒',
    scrollFirst: '請閱讀至文末',
    confirmFirst: '請先確認簽署人是您本人',
    ready: '已閱讀全文，請填寫手機號碼和驗證碼後簽署',
    readyHere: '已閱讀全文，可以簽署',
    otherDevice: '請在送件的裝置上簽署',
    signing: '正在簽署…',
    eSign: {
      ready: '已閱讀全文，可以前往簽署',
      going: '正在開啟簽署頁面…',
      checking: '正在向電子簽名服務機構查證簽署結果…',
      unsigned: '尚未簽署。如仍需簽署，請再次前往',
    },
    refusing: '正在送出…',
    findings: {
      required: '請填寫手機號碼',
      invalid_phone: '請輸入 11 位手機號碼',
      other_phone: '與您申請時留下的號碼不一致，請確認',
      code_required: '請填寫 6 位簡訊驗證碼',
      invalid_code: '驗證碼不正確，請核對簡訊後重新填寫',
      code_expired: '驗證碼已失效，請重新取得',
    },
    problems: {
      unreachable: '網路連線不穩定，請再按一次',
      rate_limited: '嘗試次數較多，請 {minutes} 分鐘後再試',
      signing_unavailable: '目前無法核實簽署人身分，不能簽署',
      signing_failed: '電子簽名服務暫時無法使用，請稍後再試',
      read_too_fast: '請再用一點時間閱讀全文，然後簽署',
      consent_not_conspicuous:
        '文字顯示過小或與背景過於接近，請調大字級，或關閉瀏覽器的夜間、閱讀模式後再簽署',
      consent_outdated: '授權書已有新的版本，請重新整理本頁',
    },
    otherProblem: '沒有成功，請再按一次；若仍不成功，請聯絡傳送連結的人',
    code: {
      send: '取得驗證碼',
      sending: '正在發送…',
      resend: '重新取得',
      again: '{seconds} 秒後可重新發送',
      sent: '如果 {phone} 是您申請時留下的號碼，驗證碼將很快送達，5 分鐘內有效',
      tooOften: '取得次數較多，請依提示的時間再試',
    },
  },
  outcome: {
    granted: '已簽署',
    refused: '已記錄：不同意',
    withdrawn: '已撤回',
    lapsed: '授權已結束',
    expired: '連結已過期',
    grantedText: (institution) => `您已授權${institution}。您可以隨時在授權回執中撤回。`,
    refusedText: '您沒有作出這項授權，不會據此查詢或提供您的資料。您的申請不會因此被刪除。',
    withdrawnText: '授權已經失效，不再據此查詢或提供您的資料。',
    lapsedText: (reason) => {
      if (reason === 'used_up') return '授權的次數已經用完，不再據此查詢或提供您的資料。';
      if (reason === 'lead_erased') return '您的個人資料已經刪除，這份授權隨之失效。';
      if (reason === 'superseded') return '您已簽署更新的版本，這份授權隨之失效。';
      return '授權已過有效期，不再據此查詢或提供您的資料。';
    },
    expiredText: (tenant) => `您沒有作出任何授權。如仍需辦理，請聯絡${tenant}重新傳送。`,
    notice: '授權書',
    at: '決定時間',
    validUntil: '有效期至',
    entry: '存證序號',
    receipt: '查看授權回執',
    receiptHelp: '提交申請時您收到過一份授權回執：其中有您作出的全部決定，每一項都可以撤回。',
    fullText: '授權書全文',
  },
  time: (at) => {
    const { date, time } = chinaClock(at);
    const [year, month, day] = date.split('-').map(Number);
    return `${year} 年 ${month} 月 ${day} 日 ${time.slice(0, 5)}（北京時間）`;
  },
};
