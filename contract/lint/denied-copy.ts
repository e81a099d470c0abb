/** Owns telling a promise from the sentence that rules it out or warns of it ("不收取任何前期费用", "谨防……骗局"); must not know any promise. */
import type { SaidAs } from './lint-rule.ts';

/** How far before the words what denies or warns of them may stand. */
const [denialReach, warningReach] = [24, 30];
/** Takes a denial back: "不能提供流水也能". */
const takenBack = /也能|也可|也行|照样|照做|就能|就可|即可|仍可|都能|都可|直接|统统|我们|本公司|我司|找我/u;
/** What an object may begin with, so that the denial still reaches it: "不从事任何“包装流水”等业务". */
const joint =
  /(?:[、和或及与的任何类种等以为于作是称叫“‘"'「『(<《]|所谓|一切|各种|承诺|保证|收取|提供|支持|宣传|使用|办理)$/u;

const no = '(?:不|未|从不|绝不|决不|均不|也不|并不|概不|一律不|从未)';
/** These take a whole clause: all that follows is denied. */
const ofClauses = new RegExp(
  `${no}(?:承诺|保证|会(?!错过|拒|查)|得|应|宜|可(?!错过)|代表|等于|意味|宣传|授权|委托|是|存在)|不存在|并非|而非|不等于|请勿|切勿|勿|严禁|禁止|不许|不准|无权|谨防|警惕|提防|防范|严防|never|donot|don'?t|doesnot|beware|noonecan|nobodycan|nolendercan`,
  'gu',
);
/** These take a noun: what else the clause says stands. A bare 不 or 无 is none: "无抵押秒批" denies nothing of the second half. */
const ofNouns = new RegExp(
  `${no}(?:提供|支持|办理|受理|做|代办|参与|从事|发展|招募?|设立|开展|组织|搞|面向|向|设|含|涉及|使用|接受|要(?!错过|担心|犹豫|怕|急|再)|能|作|构成|允许|适用|属于|以|收取?|相信|轻信|信)|没有任何|没有(?:所谓|什么)|拒绝|远离|杜绝|抵制|打击|举报|识别|除外|小心|avoid`,
  'gu',
);
const ofNeeds = new RegExp(`${no}(?:需要?|要求|用)|无需|无须|不必|免收|免交`, 'gu');
/** "不承诺|放款", "不面向|在校学生": the words begin with the verb that is denied. */
const deniedVerb = /(?:不|不会|不再|不得|不可|未|未曾|没有|没|从不|绝不|决不|禁止|严禁|切勿|请勿)$/u;

/** @param before the sentence up to the words: folded, with its punctuation */
export function isDenied(before: string, saidAs: SaidAs): boolean {
  if (saidAs === 'belittling') return false;
  const clause = clausesOf(before, /[,!?;:\n]/u).pop() ?? '';
  if (deniedVerb.test(clause) || reaches(ofClauses, clause, denialReach)) return true;
  if (saidAs === 'demand' && reaches(ofNeeds, clause, denialReach)) return true;
  const said = behind(ofNouns, clause, denialReach);
  return said !== null && (saidAs !== 'promise' || said === '' || joint.test(said));
}

/** A space or a picture between two Han signs ends a clause, as a comma does. */
function clausesOf(words: string, end: RegExp): string[] {
  return words
    .replace(/(?<=\p{sc=Han})[\s\p{Extended_Pictographic}]{1,9}(?=\p{sc=Han})/gu, ',')
    .replace(/\s/gu, '')
    .split(end);
}

/** What a clause says behind the last of some verbs; null where there is none, too far away, or taken back. */
function behind(verbs: RegExp, clause: string, reach: number): string | null {
  let said: string | null = null;
  verbs.lastIndex = 0;
  for (let verb = verbs.exec(clause); verb !== null; verb = verbs.exec(clause)) {
    said = clause.slice(verb.index + verb[0].length);
  }
  return said === null || said.length > reach || takenBack.test(said) ? null : said;
}

function reaches(verbs: RegExp, clause: string, reach: number): boolean {
  return behind(verbs, clause, reach) !== null;
}

const falseThing =
  /(?<!不是|绝非|并非|没有|无|不怕|不)(?:诈骗|骗局|骗术|骗人|骗子|话术|套路|陷阱|圈套|幌子|噱头|诱饵|谎言|虚假|违法|违规|非法|犯罪|假的|谣言|不实|不可信|不法|scam|fraud|illegal)/u;
const calls = /均|都|皆|就是|一律|一定|一概|多是|多为|往往|属于|涉嫌/u;
const distrust =
  /不可信|勿信|不要(?:相信|轻信|信|点击|理会|参与|转账)|切勿|请勿|勿要|别(?:相信|轻信|信)|拒绝|挂断|举报|报警|远离|警惕|警觉|当心|提防|谨慎|拨打110|说不|不属于约定|不被允许|违约/u;
/** What one does about a fraud, whatever it is called: "……，请立即报警". */
const calls110 = /报警|拨打(?:110|96110)|向公安机关/u;
/** Where a clause ends that only names what the next one judges. */
const named = /(?:的|者|等|广告|宣传|说法|承诺|短信|电话|来电|信息|服务|业务|人|中介|行为|["”’」』)])$/u;

/** "……的，均属诈骗", "……均为虚假宣传", "……骗局": what is said of the words themselves. */
function isCalledFalse(after: string): boolean {
  const [first = '', second = ''] = clausesOf(after, /[,!?;\n]/u);
  if (startsWithin(falseThing, first, 14) || startsWithin(distrust, first, 12)) return true;
  if (first.length > 14) return false;
  if (startsWithin(calls110, second, 6)) return true;
  if (startsWithin(falseThing, second, 14) && (named.test(first) || startsWithin(calls, second, 6)))
    return true;
  return named.test(first) && startsWithin(distrust, second, 6);
}

function startsWithin(pattern: RegExp, clause: string, reach: number): boolean {
  const at = clause.search(pattern);
  return at >= 0 && at <= reach;
}

const warning =
  '警惕|谨防|提防|严防|防范|当心|小心|被告知|如有人|若有人|有人(?:以|称|要求)|对方(?:称|要求|声称)|远离|抵制|严禁|禁止|不得|不许|不准|勿信|轻信|切勿|请勿|识破|冒充|假冒|谎称|声称|自称|假借|打着|骗子|诈骗|骗局|话术|圈套|不法|非法中介|黑中介|无权|任何(?:机构|单位|个人|人|组织|中介|公司|银行|平台)(?:和个人|或个人|或者个人)?(?:都|均)?(?:不能|不得|无法|不会|无权)';
const warns = new RegExp(warning, 'gu');
const warnsAnywhere = new RegExp(
  `${warning}|${falseThing.source}|所谓|拒绝|挂断|举报|报警|不要(?:相信|点击|理会)|不(?:会|可能|应)(?:有|存在)|从未|反诈|beware`,
  'u',
);
const quotes = /["“”‘’「」『』]/gu;
const [opening, closing] = [/["“‘「『]/u, /["”’」』]/u];

/** Words that are told to warn of them: governed by a warning, called false, or in quotes of a sentence that warns. */
export function isWarnedOf(before: string, after: string): boolean {
  const clause = clausesOf(before, /[,!?;\n]/u).pop() ?? '';
  if (reaches(warns, clause, warningReach) || isCalledFalse(after)) return true;
  const isQuoted =
    opening.test(before.match(quotes)?.pop() ?? '') && closing.test(after.match(quotes)?.[0] ?? '');
  return isQuoted && (warnsAnywhere.test(before) || warnsAnywhere.test(after));
}
