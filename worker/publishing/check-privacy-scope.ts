/** Owns finding marketing, and provision to others, in a privacy notice, which must hold neither; must not know any other duty. */
import { type Found, findPhrase, type Searched, sentenceAround } from '../../contract/find-phrase.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import type { Told } from './catalogue.ts';
import { deniesAct, deniesClause } from './denial.ts';
import type { NoticeDraft } from './notice-schema.ts';
import type { SearchedText } from './notice-texts.ts';

interface Bundled {
  terms: readonly string[];
  isMeant(place: Found, text: Searched): boolean;
  rule: string;
  reason: Told;
  source: string;
}

/** How far the sentence around a phrase is read. */
const reach = 400;
/** What looking for one phrase costs, measured against reading a sign (`check-clauses`). */
const [signsPerUnit, phraseCost, placeCost] = [1000, 0.3, 30];

/** The people whom the notice is about and whoever asks them: giving something to these is no provision to another. */
const partyToIt =
  /^(?:于|与|到|至|给|予|了|过)?["“「『(:]?(?:您|你|我|本(?!地)|贵|用户|客户|申请|当事|个人|自己|他们|us\b|me\b|you\b)/u;
/** Whoever acts for the tenant (PIPL art. 21), and whom a law obliges it to tell (art. 13 (3)). */
const onBehalfOrByLaw =
  /委托|受托|处理者|代为|服务商|服务提供者|短信|托管|云|机房|监管|主管|行政|司法|公安|法院|检察|税务|仲裁|有权机关|法律|法规|法定|依法|on (?:our|its) behalf|processor|hosting|required by law|courts?\b|authorit/iu;

const acts = ['提供', '共享', '分享', '披露', '转让', '推送', '传送', '传输', '转交', '发送', '交付', '出售'];
/** Before the receiver stands what is given: "share your data with". */
const givesYours = ['share', 'provide', 'disclose', 'transfer', 'sell', 'pass'].map((act) => `${act} your`);
const isGiven = ['shared with', 'provided to', 'disclosed to', 'transferred to', 'sold to', 'passed to'];

/** Who is given something: between the words of the act, or behind them; empty where nobody is. */
function receiverIn(within: string, after: string): string {
  if (/^[向与和同]/u.test(within)) return within.slice(1);
  if (!within.endsWith('your')) return after.trimStart();
  return after
    .split(/\b(?:to|with)\s/u)
    .slice(1)
    .join(' ');
}

const provision: Bundled = {
  terms: [
    ...acts.flatMap((act) => [`${act}给`, `${act}至`, `向…${act}`]),
    ...['转给', '交给', '同步给', '提供予', '与…共享', '与…分享', '和…共享', '同…共享', '与…交换'],
    ...givesYours,
    ...isGiven,
  ],
  isMeant(place, text) {
    const { before, within, after } = sentenceAround(text, place, reach);
    const clause = `${before.split(',').at(-1) ?? ''}${within}${after.split(',')[0] ?? ''}`;
    const receiver = receiverIn(within, after);
    // "向其提供": who that is stands earlier in the sentence.
    const said = /^其(?![他它])/u.test(receiver) ? before + clause : clause;
    return (
      receiver !== '' && !partyToIt.test(receiver) && !onBehalfOrByLaw.test(said) && !deniesAct(before, after)
    );
  },
  rule: 'PI-04',
  reason: {
    zh: '告知书不得包含向其他机构提供信息，须另立 provide 授权，由申请人单独同意',
    en: 'Provision to another is no part of a privacy notice: it has a notice, and a consent, of its own',
  },
  source: '《个人信息保护法》第23条',
};

const marketing: Bundled = {
  terms: [
    ...['营销', '促销', '推销', '推介产品', '产品推介', '产品推广', '业务推广', '推广产品', '推广信息'],
    ...['推广短信', '推广活动', '广告推送', '推送广告', '发送广告', '商业广告', '推荐产品', '产品推荐'],
    ...[
      '推荐贷款产品',
      '优惠活动',
      '优惠信息',
      '优惠通知',
      '商业性信息',
      '商业信息',
      '电话销售',
      'marketing',
    ],
    ...['promotional', 'promotions', 'advertising', 'special offers'],
  ],
  isMeant(place, text) {
    const { before, within, after } = sentenceAround(text, place, reach);
    const isElsewhere =
      /^(?:类|活动|联系)?(?:授权|同意)?(?:书)?[^,]{0,4}(?:另行|另外|单独)[^,]{0,8}(?:同意|授权|选择)/u.test(
        after,
      );
    // "不用于": `deniesAct` takes 不用 for "need not".
    const isNotUsed = /[不未勿](?:会|得|再|能)?(?:被)?用[于作来][^,]{0,20}$/u.test(before);
    return !isElsewhere && !isNotUsed && !deniesAct(before, after) && !deniesClause(before, within);
  },
  rule: 'MK-22',
  reason: {
    zh: '告知书不得包含营销，须另立 marketing 授权，由申请人另行选择',
    en: 'Marketing is no part of a privacy notice: it has a notice, and a choice, of its own',
  },
  source: '《个人信息保护法》第14条、第16条；《广告法》第43条',
};

/** Characters of a heading: what is longer says something. */
const longestHeading = 12;

/** Where a privacy notice asks, with the one consent that nobody can do without, for what has to be asked for by itself. */
export function* checkPrivacyScope(
  { blocks }: Pick<NoticeDraft, 'blocks'>,
  texts: readonly SearchedText[],
): Steps<Finding[]> {
  const findings: Finding[] = [];
  // "向他人提供" over a paragraph says nothing of whether it is done.
  const headings = new Set(
    blocks.flatMap((block, at) =>
      block.type === 'heading' && block.text.length <= longestHeading ? [`blocks.${at}.text`] : [],
    ),
  );
  for (const { path, words } of texts) {
    for (const bundled of headings.has(path) ? [] : [marketing, provision]) {
      const place = yield* firstOf(bundled, words);
      if (place === null) continue;
      findings.push({
        path,
        code: 'forbidden_clause',
        rule: bundled.rule,
        phrase: words.shown.slice(place.start, place.end),
        reason: bundled.reason,
        source: bundled.source,
      });
    }
  }
  return findings;
}

function* firstOf({ terms, isMeant }: Bundled, text: Searched): Steps<Found | null> {
  for (const term of terms) {
    yield phraseCost + text.signs.length / signsPerUnit;
    for (const place of findPhrase(term, text)) {
      yield placeCost;
      if (isMeant(place, text)) return place;
    }
  }
  return null;
}
