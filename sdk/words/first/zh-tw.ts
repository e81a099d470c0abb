/** Owns the form's first words in Traditional Chinese, as Taiwan and Hong Kong read it; must not know where they stand. */
import type { FirstWords } from '../first-words.ts';

export const first: FirstWords = {
  optional: '選填',
  choose: '請選擇',
  next: '下一步',
  back: '上一步',
  submit: '送出並授權聯絡',
  consents: '授權與同意',
  consentOptional: '選填，不勾選也可以送出',
  loading: '正在載入申請表…',
  retry: '重新載入',
  loadFailed: '申請表暫時無法顯示，請稍後重新載入；若仍無法顯示，請聯絡本頁面的提供者。',
  unreachable: '網路連線不穩定。您填寫的內容都還在，請稍後再按一次。',
  step: '第 {at} 步，共 {of} 步',
  months: '{months} 個月',
  yuan: '元',
  amount: { wan: '萬', yi: '億' },
  listSeparator: '、',
  disclosure: {
    title: '產品資訊揭露',
    ad: '廣告',
    lender: '貸款由{lender}提供',
    apr: '年化利率（{basis}）',
    irr: '內部報酬率 IRR',
    simple: '單利',
    amount: '可申請額度',
    term: '期限',
    approval: '審核編號：',
  },
  recipients: '（接收方：{names}）',
  titleMarks: ['「', '」'],
};
