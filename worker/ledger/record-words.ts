/** Owns what a consent record says, in Chinese and English sentences; must not know files, pages or terminals. */
import { chinaTime } from '../../contract/china-time.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import type { ConsentRecord, DecisionChannel } from './consent-record.ts';

export type EvidenceLanguage = 'zh-CN' | 'en';

export interface RecordWords {
  decisions: Record<RecordedDecision, string>;
  channels: Record<DecisionChannel, string>;
  /** How a consent was shown, one sentence for each measure that was taken; empty when none was. */
  shown: (record: ConsentRecord) => string[];
  /** What binds the decision to a person, one sentence each. */
  bound: (record: ConsentRecord) => string[];
  /** Until when a grant holds; null when its notice sets no end. */
  validity: (record: ConsentRecord) => string | null;
}

/** At most one decimal: browsers measure in fractions that nobody can see. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const zhCn: RecordWords = {
  decisions: { granted: '同意', refused: '不同意', withdrawn: '撤回同意' },
  channels: {
    form: '申请人在申请表上作出',
    receipt: '申请人在回执页面作出',
    authorisation: '申请人在单独的授权页面作出',
    tenant: '机构按申请人的要求登记',
  },
  shown: ({ presentation: shown = {}, authorisation, page, startedAt, at }) => [
    ...(shown.fontPx === undefined ? [] : [`授权文字字号 ${rounded(shown.fontPx)} 像素`]),
    ...(shown.contrast === undefined
      ? []
      : [
          shown.contrast === null
            ? '背景为图片，文字与背景的对比度无法测量'
            : `文字与背景的对比度 ${rounded(shown.contrast)}:1`,
        ]),
    ...(shown.visibleMs === undefined ? [] : [`在屏幕上展示 ${rounded(shown.visibleMs / 1000)} 秒`]),
    ...(shown.scrolledToEnd === undefined ? [] : [shown.scrolledToEnd ? '全文已翻到末尾' : '全文未翻到末尾']),
    ...(shown.trusted === undefined
      ? []
      : [shown.trusted ? '由人手操作触发' : '浏览器未能确认由人手操作触发']),
    ...(authorisation?.readingMs === undefined
      ? []
      : [`授权页面打开 ${rounded(authorisation.readingMs / 1000)} 秒后作出（服务器计时）`]),
    ...(startedAt === undefined
      ? []
      : secondsSince(startedAt, at, (seconds) => `从打开表单到提交共 ${seconds} 秒`)),
    ...(page?.origin === undefined ? [] : [`所在页面 ${page.origin}${page.path ?? ''}`]),
  ],
  bound: ({ subject, phoneVerified, authorisation }) => [
    ...(subject === undefined ? [] : [`申请人手机号码的密钥摘要 ${subject}`]),
    ...(phoneVerified === undefined ? [] : ['手机号码已由短信验证码核实']),
    ...(authorisation?.method === 'phone_number' ? ['签署人完整填写了申请人的手机号码'] : []),
    ...(authorisation === undefined ? [] : [`授权编号 ${authorisation.id}`]),
  ],
  validity: ({ validity }) =>
    validity === undefined
      ? null
      : `有效期至 ${chinaTime(validity.until)}（北京时间），最多查询 ${validity.maxQueries} 次`,
};

const en: RecordWords = {
  decisions: { granted: 'granted', refused: 'refused', withdrawn: 'withdrawn' },
  channels: {
    form: 'by the applicant, on the application form',
    receipt: 'by the applicant, on the receipt page',
    authorisation: 'by the applicant, on a page of its own for this authorisation',
    tenant: 'entered by the company at the applicant’s request',
  },
  shown: ({ presentation: shown = {}, authorisation, page, startedAt, at }) => [
    ...(shown.fontPx === undefined ? [] : [`text of ${rounded(shown.fontPx)} px`]),
    ...(shown.contrast === undefined
      ? []
      : [
          shown.contrast === null
            ? 'on a picture: the contrast could not be measured'
            : `contrast ${rounded(shown.contrast)}:1 against its background`,
        ]),
    ...(shown.visibleMs === undefined ? [] : [`on screen for ${rounded(shown.visibleMs / 1000)} s`]),
    ...(shown.scrolledToEnd === undefined
      ? []
      : [shown.scrolledToEnd ? 'scrolled to the end of the text' : 'not scrolled to the end of the text']),
    ...(shown.trusted === undefined
      ? []
      : [shown.trusted ? 'decided by hand' : 'the browser could not tell that it was decided by hand']),
    ...(authorisation?.readingMs === undefined
      ? []
      : [
          `decided ${rounded(authorisation.readingMs / 1000)} s after the page was opened, by the server’s clock`,
        ]),
    ...(startedAt === undefined
      ? []
      : secondsSince(startedAt, at, (seconds) => `${seconds} s from opening the form to sending it`)),
    ...(page?.origin === undefined ? [] : [`on the page ${page.origin}${page.path ?? ''}`]),
  ],
  bound: ({ subject, phoneVerified, authorisation }) => [
    ...(subject === undefined ? [] : [`keyed digest of the applicant’s phone: ${subject}`]),
    ...(phoneVerified === undefined ? [] : ['the phone was proven by a code sent to it']),
    ...(authorisation?.method === 'phone_number'
      ? ['whoever signed gave the applicant’s whole phone number']
      : []),
    ...(authorisation === undefined ? [] : [`authorisation ${authorisation.id}`]),
  ],
  validity: ({ validity }) =>
    validity === undefined
      ? null
      : `valid until ${chinaTime(validity.until)} (UTC+8), for ${validity.maxQueries} ${validity.maxQueries === 1 ? 'query' : 'queries'} at most`,
};

/** Nothing when the browser's clock disagrees with the server's so far that the difference says nothing. */
function secondsSince(startedAt: string, at: string, say: (seconds: string) => string): string[] {
  const ms = Date.parse(at) - Date.parse(startedAt);
  return ms >= 0 ? [say(rounded(ms / 1000))] : [];
}

export const recordWords: Record<EvidenceLanguage, RecordWords> = { 'zh-CN': zhCn, en };
