/** Owns the sentences of consents whose notice has none of its own, in Traditional Chinese; must not know where they stand. */
import type { Sentences } from '../first-words.ts';

export const sentence: Sentences = {
  privacy: '我已閱讀個人資料處理規則，同意為{purposes}處理我的{kinds}。',
  sensitive: '我單獨同意為{purposes}處理我的敏感個人資料：{kinds}。',
  provide: '我單獨同意將我的{kinds}提供給{names}，用於{purposes}。',
  credit_query: '我單獨授權{names}為{purposes}查詢我的徵信資料。',
  credit_report: '我單獨授權{names}報送我的徵信資料，用於{purposes}。',
  marketing: '我願意接收與{purposes}有關的來電或簡訊，並可隨時取消。',
  cross_border: '我單獨同意將我的{kinds}提供給境外的{names}，用於{purposes}。',
};
