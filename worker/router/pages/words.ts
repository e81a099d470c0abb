/** Owns the words of the stand-alone form page in the languages of forms; must not know markup. */
import type { Disclosure, Locale } from '../../../contract/form.ts';

export interface FormPageWords {
  providedBy: (tenant: string) => string;
  /** One sentence for link previews: who offers what, and that nothing is agreed to unasked. */
  description: (tenant: string, title: string) => string;
  /** The price of the loan, as `disclosure` gives it. */
  price: (disclosure: Disclosure) => string;
  /** The link to what is collected, whom it is given to and all notices. */
  lists: string;
  needsScript: string;
  /** Around the tenant's name, and around how it is reached. */
  orContact: { before: string; gap: string; opening: string; closing: string; after: string };
}

/** What is said of the whole yearly cost, where a sheet tells it. */
function cost({ annualCost }: Disclosure, say: (percent: string) => string): string {
  return annualCost === undefined ? '' : say(percents(annualCost.min, annualCost.max));
}

/** `7.2%` or `7.2%–18%`. */
function percents(min: number, max: number): string {
  return min === max ? `${min}%` : `${min}%–${max}%`;
}

function range({ aprMin, aprMax }: Disclosure): string {
  return percents(aprMin, aprMax);
}

export const formPageWords: Record<Locale, FormPageWords> = {
  'zh-CN': {
    providedBy: (tenant) => `由${tenant}提供`,
    description: (tenant, title) =>
      `${tenant}的${title}。每项信息都写明用途，每项授权由您自行决定，可随时撤回。`,
    price: (terms) =>
      `年化利率${range(terms)}（${terms.aprBasis === 'irr' ? 'IRR口径' : '单利口径'}），出借机构：${terms.lender}。${cost(terms, (percent) => `年化综合融资成本${percent}。`)}`,
    lists: '个人信息清单与告知文本',
    needsScript:
      '填写这份申请表需要 JavaScript。请在浏览器设置中开启后刷新本页，或换用手机自带的浏览器打开。',
    orContact: { before: '您也可以直接联系', gap: '', opening: '（', closing: '）', after: '办理。' },
  },
  'zh-TW': {
    providedBy: (tenant) => `由${tenant}提供`,
    description: (tenant, title) =>
      `${tenant}的${title}。每項資料都寫明用途，每項授權由您自行決定，可隨時撤回。`,
    price: (terms) =>
      `年利率${range(terms)}（${terms.aprBasis === 'irr' ? '以 IRR 計' : '以單利計'}），貸款機構：${terms.lender}。${cost(terms, (percent) => `年化綜合融資成本${percent}。`)}`,
    lists: '個人資料清單與告知文件',
    needsScript:
      '填寫這份申請表需要 JavaScript。請在瀏覽器設定中開啟後重新整理本頁，或改用手機內建的瀏覽器開啟。',
    orContact: { before: '您也可以直接聯絡', gap: '', opening: '（', closing: '）', after: '辦理。' },
  },
  en: {
    providedBy: (tenant) => `Provided by ${tenant}`,
    description: (tenant, title) =>
      `${title} by ${tenant}. Each question says why it is asked, each consent is yours to give, and to take back at any time. `,
    price: (terms) =>
      `APR ${range(terms)} (${terms.aprBasis === 'irr' ? 'IRR' : 'simple interest'}), lender: ${terms.lender}.${cost(terms, (percent) => ` All-in cost ${percent} a year.`)}`,
    lists: 'Personal information and notices',
    needsScript:
      'This form needs JavaScript. Turn it on in the browser’s settings and reload the page, or open it in another browser.',
    orContact: {
      before: 'You can also contact ',
      gap: ' ',
      opening: '(',
      closing: ')',
      after: ' directly.',
    },
  },
};
