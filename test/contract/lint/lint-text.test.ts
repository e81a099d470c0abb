/** Owns that each rule of the copy catalogue catches what it must and nothing else, tricks included; must not know routes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintRules } from '../../../contract/lint/catalogue.ts';
import { lintText } from '../../../contract/lint/lint-text.ts';
import { readCopy } from '../../../contract/lint/read-copy.ts';
import { folded, levelled } from '../../../contract/plain-text.ts';
import { atOnce } from '../../../contract/steps.ts';
import { cleanTexts } from './clean-texts.ts';
import { ruleTexts } from './rule-texts.ts';

const ids = [...new Set(lintRules.map(({ id }) => id))].sort();
const rulesIn = (text: string, part = ruleTexts.K01?.part) =>
  lintText(text, part === undefined ? {} : { part }).map(({ rule }) => rule);

test('the catalogue is rules.md §5, K01 to K40, and K41 on illegal lending (MK-06, MK-20)', () => {
  expect(ids).toEqual(Array.from({ length: 41 }, (_, at) => `K${String(at + 1).padStart(2, '0')}`));
  expect(Object.keys(ruleTexts).sort()).toEqual(ids);
});

test('every entry says why, by which law, and what to write instead, in both languages', () => {
  for (const { reason, source, suggestion } of lintRules) {
    for (const said of [reason.zh, reason.en, source, suggestion.zh, suggestion.en]) {
      expect(said.length).toBeGreaterThan(1);
    }
  }
});

test('patterns are written in the signs that they are looked for in', () => {
  for (const { patterns, unless = [], unlessBeside = [] } of lintRules) {
    for (const pattern of [...patterns, ...unless, ...unlessBeside]) {
      expect(folded(levelled(pattern))).toBe(pattern);
      const han = pattern.replace(/[^\p{sc=Han}]/gu, '');
      // Words that stand for others are told apart only beside their neighbours.
      for (const sign of han) expect(atOnce(readCopy(sign)).signs).toBe(sign);
    }
  }
});

describe.for(Object.entries(ruleTexts))('%s', ([id, { part, caught, fine }]) => {
  test('has two texts of each kind at least', () => {
    expect(caught.length).toBeGreaterThanOrEqual(2);
    expect(fine.length).toBeGreaterThanOrEqual(2);
  });
  test.for(caught)('catches %s', (text) => expect(rulesIn(text, part)).toContain(id));
  test.for(fine)('lets pass %s', (text) => expect(rulesIn(text, part)).toEqual([]));
});

describe('a text dressed up is still caught', () => {
  test.for([
    ['full width', '１００％通过', 'K08'],
    ['zero width', '秒\u200b批', 'K01'],
    ['a soft hyphen', '秒\u00ad批', 'K01'],
    ['an emoji between', '秒💰批，零✨门🔥槛', 'K01'],
    ['an emoji of several parts between', '秒👨‍👩‍👧批', 'K01'],
    ['a combining mark', '秒\u0336批\u0336', 'K01'],
    ['dots and spaces', '秒 . 批', 'K01'],
    ['one sign a line', '秒\n批\n', 'K01'],
    ['a homophone', '渺批', 'K01'],
    ['another spelling of a threshold', '零门坎', 'K02'],
    ['a Chinese zero', '〇门槛', 'K02'],
    ['an ideographic zero written 零', '零费率', 'K05'],
    ['traditional signs', '不看徵信，當天放貸款', 'K09'],
    ['a satellite for WeChat', '加卫星详聊', 'K32'],
    ['a rose for WeChat', '加薇信', 'K32'],
    ['letters for WeChat', '加 V X', 'K32'],
    ['circled letters', '加ⓥⓧ', 'K32'],
    ['numbers in Chinese signs', '三分钟到账', 'K01'],
    ['a letter for a number', 'x分钟到账', 'K01'],
    ['a letter O for a zero', '1O分钟放款，O门槛', 'K01'],
    ['a letter O alone for a zero', 'O门槛', 'K02'],
    ['a letter l for a one', 'l0分钟放款', 'K01'],
    ['a keycap', '0️⃣门槛', 'K02'],
    ['figures in black circles', '❶❺分钟放款', 'K01'],
    ['hearts between', '征♥信♥洗💕白', 'K10'],
    ['a plus for 加', '➕微信', 'K32'],
    ['a full-width plus', '＋Ｖ详聊', 'K32'],
    ['letters in black squares', '加🆅🆇', 'K32'],
    ['Greek and Cyrillic letters', '加νх', 'K32'],
    ['another sign for an account', '三分钟到帐', 'K01'],
    ['Japanese signs', '黒戸可貸，当天放款', 'K01'],
    ['pinyin', 'bu kan zhengxin', 'K09'],
    ['pinyin with tones', 'miǎo pī', 'K01'],
    ['pinyin beside signs', 'zhengxin花了也能做', 'K09'],
    ['one syllable of a word', '当天放kuan', 'K01'],
    ['a sign taken apart', '加微亻言', 'K32'],
    ['words of the same sound', '正信花了没关系', 'K09'],
    ['English', 'Guaranteed approval', 'K08'],
  ] as const)('%s: %s', ([, text, rule]) => expect(rulesIn(text)).toContain(rule));
});

describe('what only looks alike is not', () => {
  test.for([
    ['two sentences that meet', '请等3秒。批准后再来'],
    ['two lines that meet', '请稍等3秒\n批准书见附件'],
    ['a denial', '我们不承诺当天放款'],
    ['a list of what is not charged', '不收取前期费用、会员费、解冻费'],
    ['a warning', '凡声称内部渠道的，均属诈骗'],
    ['a quoted lure and a warning', '“秒批”“黑户可贷”“征信修复”都是骗子的话术，任何机构都不能做到'],
    ['a warning over a list', '谨防不看征信、黑户可贷、秒到账等骗局'],
    ['what nobody may do (CR-30)', '任何机构都不能修复征信；国家一次性信用修复政策不收费'],
    ['the free query that the law gives', '每年可免费查询两次信用报告'],
    ['a highest amount with its caveat', '最高50万元，以贷款机构审批结果为准'],
    ['a daily rate with its yearly one', '日利率0.02%（年化利率7.3%）'],
    ['English words that hold letters of a lure', 'Or 10 of these; the weixin domain'],
  ] as const)('%s: %s', ([, text]) => expect(rulesIn(text)).toEqual([]));

  test('a denial ends with its clause', () => {
    expect(rulesIn('不收取手续费，秒批')).toEqual(['K01']);
    expect(rulesIn('不要错过秒批机会')).toContain('K01');
    expect(rulesIn('无抵押秒批')).toEqual(['K20', 'K01']);
    expect(rulesIn('不提供资料秒批')).toContain('K01');
    expect(rulesIn('不需要抵押当天放款')).toContain('K01');
    expect(rulesIn('不能提供流水也能秒批')).toContain('K01');
  });

  test('a warning of others is no cover for a lure of one’s own', () => {
    expect(rulesIn('谨防骗局，我们不看征信')).toContain('K09');
    expect(rulesIn('警惕黑中介 找我秒批')).toContain('K01');
    expect(rulesIn('秒批秒到账，不要相信别家')).toContain('K01');
    expect(rulesIn('不看征信，不是骗局')).toContain('K09');
  });
});

describe('what the law forbids is caught', () => {
  test.for([
    ['MK-05: words of an approval that only the lender gives', '您已通过预审，额度待激活', 'K19'],
    ['MK-15: superlatives', '全国第一，最佳选择', 'K15'],
    ['MK-33: advertising that poses as a course of a star', '知名博主强烈推荐的贷款课', 'K17'],
    ['WX-01: a prize for sharing', '转发朋友圈领话费', 'K28'],
    ['WX-01: sharing before anything is shown', '分享到群后解锁', 'K29'],
    ['WX-05: pay by levels', '三级返佣，发展下线', 'K30'],
    ['WX-06: people led to a personal account', '加微信详聊', 'K32'],
    ['RF-01: a fee to be let in', '交998元成为代理', 'K31'],
    ['CR-12: scoring persons', '大数据评分免费查', 'K34'],
  ] as const)('%s', ([, text, rule]) => expect(rulesIn(text)).toContain(rule));
});

test('a region may be stricter (MK-19)', () => {
  expect(lintText('日利率0.02%')[0]?.level).toBe('disclose');
  expect(lintText('日利率0.02%', { region: 'bj' })[0]?.level).toBe('block');
  expect(lintText('专家推荐')[0]?.level).toBe('proof');
  expect(lintText('专家推荐', { region: 'bj' })[0]?.level).toBe('block');
});

const dressing = fc.constantFrom('', ' ', '\u200b', '。', '💰', '～', '\u00ad', '（', '\ufe0f');
const anyCaught = fc.constantFrom(...Object.values(ruleTexts).flatMap(({ caught }) => caught));

test('each finding quotes the text itself, at its place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyCaught, dressing, fc.string({ unit: 'binary', maxLength: 6 }))),
      (parts) => {
        const text = parts.flat().join('');
        for (const { rule, at, phrase } of lintText(text)) {
          expect(text.slice(at, at + phrase.length)).toBe(phrase);
          // The words by themselves are what the rule forbids: no sign too many, none too few.
          expect(lintText(phrase).map((one) => one.rule)).toContain(rule);
        }
      },
    ),
  );
});

test('what stands between the signs of a phrase does not hide it', () => {
  const phrases = ['秒批', '零门槛', '不看征信', '征信修复', '三级分销', '内部渠道'];
  const between = fc.constantFrom('', ' ', '\u200b', '·', '💰', '\u00ad', '*');
  fc.assert(
    fc.property(
      fc.constantFrom(...phrases),
      fc.array(between, { minLength: 8, maxLength: 8 }),
      (phrase, gaps) => {
        const dressed = Array.from(
          phrase,
          (sign, at) => sign + (at === phrase.length - 1 ? '' : gaps[at]),
        ).join('');
        expect(lintText(`贷款${dressed}`).map((one) => one.phrase)).toContain(dressed);
      },
    ),
  );
});

test('any text is linted without a throw, and in time that grows with its length alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => Array.isArray(lintText(text))),
  );
  for (const text of [
    '不提供'.repeat(20_000),
    '秒'.repeat(60_000),
    '1'.repeat(60_000),
    '年化利率综合单利'.repeat(7_000),
    '秒批。'.repeat(20_000),
  ]) {
    expect(Array.isArray(lintText(text))).toBe(true);
  }
});

test('false alarms on a hundred clean texts', () => {
  expect(cleanTexts).toHaveLength(100);
  const alarms = cleanTexts.filter((text) => lintText(text, { region: 'bj' }).length > 0);
  console.log(`false alarms: ${alarms.length} of ${cleanTexts.length} clean texts`, alarms);
  expect(alarms.length).toBeLessThanOrEqual(1);
});
