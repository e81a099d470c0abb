/** Owns the sentences of consents whose notice has none of its own, in Simplified Chinese; must not know where they stand. */
import type { Sentences } from '../first-words.ts';

export const sentence: Sentences = {
  privacy: '我已阅读个人信息处理规则，同意为{purposes}处理我的{kinds}。',
  sensitive: '我单独同意为{purposes}处理我的敏感个人信息：{kinds}。',
  provide: '我单独同意将我的{kinds}提供给{names}，用于{purposes}。',
  credit_query: '我单独授权{names}为{purposes}查询我的信用信息。',
  credit_report: '我单独授权{names}报送我的信用信息，用于{purposes}。',
  marketing: '我愿意接收与{purposes}有关的电话或短信，可随时退订。',
  cross_border: '我单独同意将我的{kinds}提供给境外的{names}，用于{purposes}。',
};
