/** Owns what a consent record says, in Chinese and English sentences; must not know files, pages or terminals. */
import type { SignedDocumentTerms, SignerTrait, SigningMethod } from '../../contract/authorisation.ts';
import { chinaTime } from '../../contract/china-time.ts';
import type { MarketingChannel } from '../../contract/notice.ts';
import type { TellingChannel } from '../../contract/receipt.ts';
import type { RecordedDecision } from '../../contract/submission.ts';
import type { ConsentRecord, DecisionChannel } from './consent-record.ts';

export type EvidenceLanguage = 'zh-CN' | 'en';

export interface RecordWords {
  decisions: Record<RecordedDecision, string>;
  channels: Record<DecisionChannel, string>;
  /** What else was said with the decision: channels named, and at whose word and by whom it was entered; empty when nothing. */
  told: (record: ConsentRecord) => string[];
  /** Above `shown`: whose word it is, and that nothing proves it. */
  shownBy: string;
  /** How a consent was shown, one sentence for each measure that was taken; empty when none was. The client's own word. */
  shown: (record: ConsentRecord) => string[];
  /** How a later authorisation was signed, as the server saw it; empty for every other decision. */
  signed: (record: ConsentRecord) => string[];
  /** What binds the decision to a person, one sentence each. */
  bound: (record: ConsentRecord) => string[];
  /** Until when a grant holds; null when its notice sets no end. */
  validity: (record: ConsentRecord) => string | null;
}

/** At most one decimal: browsers measure in fractions that nobody can see. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Each with what it proves, and what it does not. */
const zhMethods: Record<SigningMethod, string> = {
  e_sign:
    '签署人在电子签名服务机构的页面完成实名认证和意愿认证后，以可靠电子签名签署了文件：由该机构核验姓名与身份，机构人员不能代签。强度：高',
  phone_code: '签署人填写了发送至申请人手机的短信验证码：证明当时持有该手机号码。强度：中，不核验姓名',
  receipt_secret: '签署人使用了提交申请的设备上保存的回执凭证：证明使用的是该设备。强度：低，不核验姓名',
  phone_number: '签署人完整填写了申请人的手机号码：只证明知道该号码，机构人员也可能知道。强度：很低',
};

const zhTraits: Record<SignerTrait, string> = { name: '姓名', id_number: '身份证号码' };
const enTraits: Record<SignerTrait, string> = { name: 'name', id_number: 'identity number' };

const enMethods: Record<SigningMethod, string> = {
  e_sign:
    'the signer signed a document on the pages of an e-signature provider, which verified identity and intent first: it checks the name, and the company’s people can’t sign in the applicant’s place. Strength: high',
  phone_code:
    'the signer gave a code sent to the applicant’s phone: proof of having that phone number at that time. Strength: medium, no name is checked',
  receipt_secret:
    'the signer had the secret of the receipt, which only the device that applied was given: proof of that device. Strength: low, no name is checked',
  phone_number:
    'the signer gave the applicant’s whole phone number: proof of knowing it, as the company’s own people may. Strength: very low',
};

/** The digest is what a copy of the document, had from the provider, is compared with. */
function zhDocument(document: SignedDocumentTerms | undefined): string[] {
  if (document === undefined) return [];
  const { provider, flow, digest, bytes, signedAt } = document;
  return [
    `签署文件存于${zhProviders[provider] ?? provider}，签署流程编号 ${flow}`,
    `已签署文件（PDF，${bytes} 字节）的 SHA-256 校验值 ${digest.replace('sha256:', '')}`,
    ...(signedAt === undefined ? [] : [`签署完成时间 ${chinaTime(signedAt)}（北京时间，服务机构计时）`]),
  ];
}

function enDocument(document: SignedDocumentTerms | undefined): string[] {
  if (document === undefined) return [];
  const { provider, flow, digest, bytes, signedAt } = document;
  return [
    `the document is kept by the provider (${provider}), flow ${flow}`,
    `SHA-256 of the signed document (PDF, ${bytes} bytes): ${digest.replace('sha256:', '')}`,
    ...(signedAt === undefined ? [] : [`signed at ${chinaTime(signedAt)} (UTC+8), by the provider’s clock`]),
  ];
}

const zhProviders: Record<string, string> = { esign: 'e签宝' };

const zhChannels: Record<MarketingChannel, string> = {
  sms: '短信',
  phone: '电话',
  wechat: '微信',
  email: '邮件',
};
const zhTellings: Record<TellingChannel, string> = {
  phone: '通过电话提出',
  sms: '通过短信提出',
  visit: '当面提出',
};
const enTellings: Record<TellingChannel, string> = {
  phone: 'by telephone',
  sms: 'by message',
  visit: 'in person',
};

const zhCn: RecordWords = {
  decisions: { granted: '同意', refused: '不同意', withdrawn: '撤回同意' },
  channels: {
    form: '申请人在申请表上作出',
    receipt: '由持有回执链接的人在回执页面作出',
    authorisation: '在单独的授权页面作出',
    tenant: '机构按申请人的要求登记',
  },
  told: ({ channels, told }) => [
    ...(channels === undefined
      ? []
      : [`可用于营销的联系方式：${channels.map((one) => zhChannels[one]).join('、')}`]),
    ...(told === undefined ? [] : [`申请人${zhTellings[told.by]}，由密钥 ${told.key} 登记`]),
    ...(told?.note === undefined ? [] : [`登记备注：${told.note}`]),
  ],
  shownBy: '展示情况（浏览器自报，服务器未核实）',
  shown: ({ presentation: shown = {}, costSheet, page, startedAt, at }) => [
    ...(shown.fontPx === undefined ? [] : [`授权文字字号 ${rounded(shown.fontPx)} 像素`]),
    ...(shown.screenPx === undefined ? [] : [`屏幕上实际 ${rounded(shown.screenPx)} 像素`]),
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
    ...(costSheet === undefined
      ? []
      : [`提交前展示综合融资成本明示表 ${rounded(costSheet.visibleMs / 1000)} 秒`]),
    ...(startedAt === undefined
      ? []
      : secondsSince(startedAt, at, (seconds) => `从打开表单到提交共 ${seconds} 秒`)),
    ...(page?.origin === undefined ? [] : [`所在页面 ${page.origin}${page.path ?? ''}`]),
  ],
  signed: ({ authorisation, decision, at }) =>
    authorisation === undefined
      ? []
      : [
          authorisation.method === undefined
            ? decision === 'granted'
              ? '没有记录签署人的核实方式'
              : '表示不同意无需核实身份，持有链接的人都可以作出'
            : zhMethods[authorisation.method],
          ...(authorisation.confirmed === undefined
            ? []
            : [
                `签署人确认了页面所示的${authorisation.confirmed.map((one) => zhTraits[one]).join('、')}（部分隐藏；浏览器自报）`,
              ]),
          ...zhDocument(authorisation.document),
          `时间 ${chinaTime(at)}（北京时间，服务器计时）`,
          ...(authorisation.readingMs === undefined
            ? []
            : [`授权页面首次打开 ${rounded(authorisation.readingMs / 1000)} 秒后作出（服务器计时）`]),
          ...(authorisation.addressPrefix === undefined ? [] : [`网络地址段 ${authorisation.addressPrefix}`]),
          ...(authorisation.device === undefined ? [] : [`设备（浏览器自报）${authorisation.device}`]),
        ],
  bound: ({ subject, phoneVerified, declarations, authorisation }) => [
    ...(subject === undefined ? [] : [`申请人手机号码的密钥摘要 ${subject}`]),
    ...(phoneVerified === undefined ? [] : ['手机号码已由短信验证码核实']),
    ...(declarations?.adult ? ['申请人声明已年满18周岁'] : []),
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
    receipt: 'on the receipt page, by whoever held its link',
    authorisation: 'on a page of its own for this authorisation',
    tenant: 'entered by the company at the applicant’s request',
  },
  told: ({ channels, told }) => [
    ...(channels === undefined ? [] : [`may be reached for marketing by ${channels.join(', ')}`]),
    ...(told === undefined
      ? []
      : [`the applicant told it ${enTellings[told.by]}; entered with the key ${told.key}`]),
    ...(told?.note === undefined ? [] : [`note of who entered it: ${told.note}`]),
  ],
  shownBy: 'shown (the client’s own word, which the server did not check)',
  shown: ({ presentation: shown = {}, costSheet, page, startedAt, at }) => [
    ...(shown.fontPx === undefined ? [] : [`text of ${rounded(shown.fontPx)} px`]),
    ...(shown.screenPx === undefined ? [] : [`seen at ${rounded(shown.screenPx)} px on the screen`]),
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
    ...(costSheet === undefined
      ? []
      : [`sheet of the whole cost shown for ${rounded(costSheet.visibleMs / 1000)} s before sending`]),
    ...(startedAt === undefined
      ? []
      : secondsSince(startedAt, at, (seconds) => `${seconds} s from opening the form to sending it`)),
    ...(page?.origin === undefined ? [] : [`on the page ${page.origin}${page.path ?? ''}`]),
  ],
  signed: ({ authorisation, decision, at }) =>
    authorisation === undefined
      ? []
      : [
          authorisation.method === undefined
            ? decision === 'granted'
              ? 'how the signer was proven is not in the record'
              : 'refusing takes no proof: whoever holds the link may'
            : enMethods[authorisation.method],
          ...(authorisation.confirmed === undefined
            ? []
            : [
                `the signer confirmed the ${authorisation.confirmed.map((one) => enTraits[one]).join(' and ')} shown in part (the client’s own word)`,
              ]),
          ...enDocument(authorisation.document),
          `at ${chinaTime(at)} (UTC+8), by the server’s clock`,
          ...(authorisation.readingMs === undefined
            ? []
            : [
                `decided ${rounded(authorisation.readingMs / 1000)} s after the page was first opened, by the server’s clock`,
              ]),
          ...(authorisation.addressPrefix === undefined
            ? []
            : [`from the network ${authorisation.addressPrefix}`]),
          ...(authorisation.device === undefined ? [] : [`device, by its own word: ${authorisation.device}`]),
        ],
  bound: ({ subject, phoneVerified, declarations, authorisation }) => [
    ...(subject === undefined ? [] : [`keyed digest of the applicant’s phone: ${subject}`]),
    ...(phoneVerified === undefined ? [] : ['the phone was proven by a code sent to it']),
    ...(declarations?.adult ? ['the applicant stated to be 18 or older'] : []),
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
