/** Owns the words for what an evidence file states without proof, in Chinese and English; must not know pages or terminals. */

import type { Stated } from './evidence-verdict.ts';
import type { EvidenceLanguage } from './record-words.ts';
import type { StatedGroup } from './stated.ts';

export interface StatedWords {
  title: string;
  /** What one part of the file is called, by its first member. */
  parts: Record<string, string>;
  other: string;
  nothing: string;
  /** Between the members of one line. */
  between: string;
  place: (part: string, holder: string) => string;
}

const zhCn: StatedWords = {
  title: '由公司陈述，未经证明',
  parts: {
    generatedAt: '文件生成时间',
    tenant: '公司现在的名称',
    lead: '申请编号',
    form: '表单',
    notices: '没有决定指向的授权文本',
    log: '日志密钥与他人的签名',
    deliveries: '投递',
    attribution: '推广链路',
  },
  other: '其他内容',
  nothing: '没有',
  between: '；',
  place: (part, holder) => (holder === '' ? `${part}：` : `${part}（${holder}）：`),
};

const en: StatedWords = {
  title: 'Stated by the company, not proven',
  parts: {
    generatedAt: 'when the file was made',
    tenant: 'what the company is called now',
    lead: 'id of the lead',
    form: 'form',
    notices: 'a text that no decision names',
    log: 'key of the log, signatures by others',
    deliveries: 'delivery',
    attribution: 'referral',
  },
  other: 'other content',
  nothing: 'nothing',
  between: '; ',
  place: (part, holder) => (holder === '' ? `${part}: ` : `${part} (${holder}): `),
};

export const statedWords: Record<EvidenceLanguage, StatedWords> = { 'zh-CN': zhCn, en };

/** One line for members of one holder: what it is, where it stands, and each member with its value. */
export function statedLine({ holder, members }: StatedGroup, words: StatedWords): string {
  const [first = ''] = (holder === '' ? (members[0]?.name ?? '') : holder).split('.');
  const part = Object.hasOwn(words.parts, first) ? words.parts[first] : undefined;
  const told = members.map(({ name, value }) => `${name} ${exactly(value)}`);
  return `${words.place(part ?? words.other, holder)}${told.join(words.between)}`;
}

/** As JSON, so that no value passes for a member beside it, and what can't be seen is told apart. */
function exactly(value: Stated['value']): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
