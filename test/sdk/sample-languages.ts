/** Owns a form of three steps in each language the SDK speaks, and what its applicant reads there; must not know how it is served. */
import type { Locale, PublishedForm } from '../../contract/form.ts';
import type { FormBundle } from '../../contract/submission.ts';
import { formOf } from './sample-form.ts';

export interface Spoken {
  /** The labels of the name, phone, amount and term fields. */
  labels: [name: string, phone: string, amount: string, term: string];
  next: string;
  submit: string;
  back: string;
  step: string;
  required: string;
  invalidPhone: string;
  aside: string;
  term: string;
  quick: string;
  review: string;
  change: string;
  notice: string;
  consentMissing: string;
  purposes: string;
  close: string;
  agree: string;
  received: string;
  receipt: string;
  copy: string;
  rate: string;
}

export const spoken: Record<Locale, Spoken> = {
  'zh-CN': {
    labels: ['姓名', '手机号码', '申请金额', '希望期限'],
    next: '下一步',
    submit: '提交并授权联系',
    back: '上一步',
    step: '第2步，共4步',
    required: '请填写手机号码',
    invalidPhone: '手机号码应为11位',
    aside: '20万元',
    term: '12个月',
    quick: '50万元',
    review: '核对您填写的内容',
    change: '修改',
    notice: '《隐私告知》',
    consentMissing: '请阅读并勾选《隐私告知》后提交',
    purposes: '处理目的',
    close: '关闭',
    agree: '已阅读并同意',
    received: '申请已提交',
    receipt: '查看授权回执',
    copy: '复制网址',
    rate: '年化利率（单利）',
  },
  'zh-TW': {
    labels: ['姓名', '手機號碼', '申請金額', '希望期限'],
    next: '下一步',
    submit: '送出並授權聯絡',
    back: '上一步',
    step: '第 2 步，共 4 步',
    required: '請填寫手機號碼',
    invalidPhone: '手機號碼應為11位',
    aside: '20萬元',
    term: '12 個月',
    quick: '50萬元',
    review: '確認您填寫的內容',
    change: '修改',
    notice: '「隱私告知」',
    consentMissing: '請閱讀並勾選「隱私告知」後再送出',
    purposes: '處理目的',
    close: '關閉',
    agree: '已閱讀並同意',
    received: '申請已送出',
    receipt: '查看授權回執',
    copy: '複製網址',
    rate: '年化利率（單利）',
  },
  en: {
    labels: ['Full name', 'Mobile number', 'Amount', 'Term'],
    next: 'Continue',
    submit: 'Submit and allow contact',
    back: 'Back',
    step: 'Step 2 of 4',
    required: 'Mobile number is required',
    invalidPhone: 'A mobile number has 11 digits',
    aside: '¥200,000',
    term: '12 months',
    quick: '¥500,000',
    review: 'Check your answers',
    change: 'Change',
    notice: 'Privacy notice',
    consentMissing: 'Read and tick “Privacy notice” to submit',
    purposes: 'Purposes',
    close: 'Close',
    agree: 'I have read this and agree',
    received: 'Application received',
    receipt: 'View your consent receipt',
    copy: 'Copy address',
    rate: 'Annual rate (simple interest)',
  },
};

/** The form whose own texts are in `texts`, and whose locale is `locale`. */
export function formIn(texts: Locale, locale: Locale = texts): FormBundle {
  const [name, phone, amount, term] = spoken[texts].labels;
  const english = texts === 'en';
  const base = formOf([], 'short');
  const [privacy] = base.notices;
  if (!privacy) throw new Error('the sample form has no notice');
  const purpose = english ? 'to contact you' : texts === 'zh-TW' ? '與您聯絡' : '与您联系';
  const notice = {
    ...privacy,
    locale: texts,
    title: spoken[texts].notice.replace(/[《》「」]/g, ''),
    summary: undefined,
    parties: undefined,
    blocks: [],
    purposes: [purpose],
    infoKinds: [name, phone],
    retention: english ? '90 days' : '90天',
    refusal: english ? 'None' : '不同意',
    withdrawal: english ? 'On the receipt' : '回',
    contact: '400-800-1234',
  };
  const form: PublishedForm = {
    ...base.form,
    locale,
    title: english ? 'Loan enquiry' : '申',
    steps: [
      { title: name, fields: [{ id: 'name', kind: 'name', label: name, purpose, required: true }] },
      { title: phone, fields: [{ id: 'phone', kind: 'phone', label: phone, purpose, required: true }] },
      {
        title: amount,
        fields: [
          { id: 'amount', kind: 'amount', label: amount, purpose, required: true, min: 10_000, max: 500_000 },
          { id: 'term', kind: 'term', label: term, purpose, required: true, options: [12, 24, 36] },
        ],
      },
    ],
    disclosure: {
      lender: 'ABC',
      aprMin: 4,
      aprMax: 12,
      aprBasis: 'simple',
      amountMin: 10_000,
      amountMax: 500_000,
      termMonths: [12, 24, 36],
      fees: '0',
      risk: '-',
      approvalId: 'JN-1',
    },
  };
  return { ...base, form, notices: [notice] };
}
