/** Owns what the words of a fee say: nothing at all, or that it is told elsewhere; must not know where the words stand. */
import { nameOf } from '../../contract/legal-party.ts';
import { folded, levelled } from '../../contract/plain-text.ts';

/** A text as it is searched. */
export function plainOf(text: string): string {
  return folded(levelled(text));
}

/** The parts of a text that each say one thing. */
export function clausesOf(plain: string): string[] {
  return plain.split(/[,;。!?\n、]/);
}

const nothing =
  /^(?:无|没有|暂无|零|0|免|免费|免收|不收|不收取|不收费|不另收取|none|nil|n\/a|no|free)(?:任何|其他|其它)?(?:利息|费用|收费|费|息|元|%|fees?|charges?|interest)?$/;

/** The whole text says that nothing is charged. */
export function saysNothing(text: string): boolean {
  return nothing.test(plainOf(text).replace(/[\s.。!,;:]/g, ''));
}

const place = /合同|协议|约定|条款|公告|客服|官网|contract|agreement/;
const pointing = /[见参详询以按依照据]|约定|载明|为准|see |per |according|set out/;
/** Without a place, no less vague. */
const vague = /面议|另议|另行通知|另行商定|规定收取|规定执行|而定|视情况|以实际为准/;
const isElsewhere = (clause: string) => vague.test(clause) || (place.test(clause) && pointing.test(clause));
const figure = /\d|[百千万]分之|[一二三四五六七八九十][倍元成]|‰/;
const fee = /费|fee|charge/;

/**
 * It sends the borrower to a contract instead of telling: as the whole answer, or for a fee of its own. That what was
 * told is subject to the contract may be added.
 */
export function pointsElsewhere(text: string): boolean {
  const plain = plainOf(text);
  const clauses = clausesOf(plain).filter((clause) => isElsewhere(clause) && !figure.test(clause));
  return clauses.length > 0 && (!figure.test(plain) || clauses.some((clause) => fee.test(clause)));
}

/** Without what it says of default and of early repayment. */
export function withoutContingent(text: string): string {
  return clausesOf(plainOf(text))
    .filter((clause) => !/逾期|罚息|违约|提前/.test(clause))
    .join(',');
}

/** The whole text says no more than where else to look. */
export function isPointer(text: string): boolean {
  return /^(?:具体|详细|请)?(?:详见|参见|见|参照|以|按|按照|依照|依|see)(?:借款|贷款|相关|双方)?(?:合同|协议|thecontract|theagreement)(?:约定|规定|条款|为准)?$/.test(
    plainOf(text).replace(/[\s.。!,;:]/g, ''),
  );
}

/** It denies interest as such. */
export function deniesInterest(text: string): boolean {
  const plain = plainOf(text);
  const isDenied = /(?:无|零|没有|免收|不收|不收取)(?:任何)?(?:利息|息费)|interest[- ]free|no interest/.test(
    plain,
  );
  return (
    isDenied ||
    clausesOf(plain).some((clause) => /^(?:本产品|全程|全部)?(?:免息|无息|零息|0息)$/.test(clause.trim()))
  );
}

/** It denies every charge beside interest. */
export function deniesOtherFees(text: string): boolean {
  const [, after] = plainOf(text).split(/除(?:贷款)?利息[以之]?外/);
  return saysNothing(text) || (after !== undefined && /无|没有|不收|不再收|零/.test(after));
}

const selves = /^(?:我司|我们|我方|我公司|本司|本公司|本平台|本机构|平台|us|we|ourselves|theplatform)$/;

/** The name is the tenant's own, or says so without one. */
export function isTenant(collector: string, tenantName: string): boolean {
  const name = nameOf(collector);
  const own = nameOf(tenantName);
  return selves.test(name) || name === own || (own.length >= 4 && name.includes(own));
}

/** A clause in which the tenant takes money; that it takes none may be said. */
export function tenantTakesIn(text: string, tenantName: string): boolean {
  const own = nameOf(tenantName);
  return clausesOf(plainOf(text)).some(
    (clause) =>
      own.length >= 4 &&
      nameOf(clause).includes(own) &&
      /收|缴|支付给|付给|charge|collect|pay to/.test(clause) &&
      !/不|无|未|免|没有|not|no |never/.test(clause.replaceAll(plainOf(tenantName), '')),
  );
}
