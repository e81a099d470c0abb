/** The SDK's words: every language says everything, with the same blanks, in its own script. */
import { expect, test } from 'vitest';
import { first as firstEn } from '../../sdk/words/first/en.ts';
import { first as firstCn } from '../../sdk/words/first/zh-cn.ts';
import { first as firstTw } from '../../sdk/words/first/zh-tw.ts';
import { later as laterEn } from '../../sdk/words/later/en.ts';
import { later as laterCn } from '../../sdk/words/later/zh-cn.ts';
import { later as laterTw } from '../../sdk/words/later/zh-tw.ts';
import { sentence as sentenceEn } from '../../sdk/words/sentences/en.ts';
import { sentence as sentenceCn } from '../../sdk/words/sentences/zh-cn.ts';
import { sentence as sentenceTw } from '../../sdk/words/sentences/zh-tw.ts';

/** Simplified forms that Traditional Chinese does not use, from what forms tend to say. */
const simplifiedOnly =
  /[个这们请写选择输应错误联读销询问经营业务证号码机构发显隐关闭复制称额审编广贷资产权维护术语认为将从后来时间与对无须实现状态处该长门车马电网络线设备验码确许该当进还运过达远连迟适边简约级纸细终结给继续绝统综绿缩组织维义乐习书买乱争亏云亚仅价众优会伞伟传伤伪体余佣侠侣侧侨货质购贵费贺贴赔账败贸赁赚赞赠赢赶趋践跃踪转轮软轻载较辅辆辈输辑]/;

/** Each sentence by its path. */
function sentences(words: unknown, path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  return Object.entries(Object(words)).flatMap(([name, inner]) => sentences(inner, `${path}/${name}`));
}

/** Amounts are said in units or behind a sign, so that one has other keys than the other; and titles may stand bare. */
const own = /^\/first\/(?:amount|titleMarks)\//;

function all(first: unknown, sentence: unknown, later: unknown): [string, string][] {
  return sentences({ first, sentence, later }).filter(([path]) => !own.test(path));
}

const cn = all(firstCn, sentenceCn, laterCn);
const languages: [string, [string, string][]][] = [
  ['zh-TW', all(firstTw, sentenceTw, laterTw)],
  ['en', all(firstEn, sentenceEn, laterEn)],
];

function blanksOf(sentence: string): string[] {
  return (sentence.match(/\{\w+\}/g) ?? []).sort();
}

test.each(languages)('%s has the same keys as zh-CN', (_, words) => {
  expect(words.map(([path]) => path).sort()).toEqual(cn.map(([path]) => path).sort());
});

test.each([['zh-CN', cn] as [string, typeof cn], ...languages])('%s leaves nothing unsaid', (_, words) => {
  expect(words.filter(([, text]) => text.trim() === '')).toEqual([]);
  expect(words.length).toBeGreaterThan(100);
});

test.each(languages)('%s fills in the same blanks as zh-CN', (_, words) => {
  const of = new Map(words);
  for (const [path, text] of cn) expect([path, blanksOf(of.get(path) ?? '')]).toEqual([path, blanksOf(text)]);
});

test('no sign of Chinese in English', () => {
  expect(
    all(firstEn, sentenceEn, laterEn).filter(([, text]) => /[\u3000-\u9fff\uff00-\uffef]/.test(text)),
  ).toEqual([]);
  expect(JSON.stringify([firstEn, sentenceEn, laterEn])).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
});

test('no simplified form in Traditional Chinese', () => {
  const told = sentences([firstTw, sentenceTw, laterTw]);
  const found = told.filter(([, text]) => simplifiedOnly.test(text));
  expect(found).toEqual([]);
  // The list finds what it is for.
  const simplified = cn.filter(([, text]) => simplifiedOnly.test(text));
  expect(simplified.length).toBeGreaterThan(cn.length / 2);
});
