/** Owns telling a promise from the sentence that rules it out ("不收取任何前期费用"); must not know any promise. */

/**
 * Verbs that deny what follows. A bare 不 or 无 is none: "无抵押秒批" denies nothing of the second half. Nor is one
 * that only soothes: "不要错过".
 */
const denying =
  '(?:(?:不|未|从不|绝不|均不|也不|并不)(?:提供|收取|收|承诺|保证|支持|办理|受理|做|代办|参与|从事|面向|向|设|含|涉及|使用|接受|需要|需|要求|要(?!错过|担心|犹豫|怕|急|再)|会(?!错过|拒|查)|得|能|可|作|应|存在|是|构成|允许|适用|代表|等于|属于|以|宣传)|没有任何|没有(?:所谓|什么)|不存在|并非|而非|不等于|请勿|切勿|勿|严禁|禁止|拒绝|谨防|警惕|提防|小心|远离|杜绝|防范|抵制|打击|举报|识别|除外|无权|无需|无须|不必|never|donot|doesnot)';

/** Only within one clause, or along a list of nouns: "不收取手续费、保证金". */
const deniedBefore = new RegExp(`${denying}[^,。!?;:\\n]{0,24}$`, 'u');
/** "不承诺|放款", "不面向|在校学生": the words begin with the verb that is denied. */
const deniedVerb = /(?:不|不会|不再|不得|不可|未|未曾|没有|没|从不|绝不|禁止|严禁|切勿|请勿)$/u;
/** "……的，均属诈骗", "……均为虚假宣传". */
const deniedAfter =
  /^[^。!?;\n]{0,16}(?:均属|都属|属于|均为|都是|都为|皆为|即为|是|为)(?:诈骗|骗局|虚假|违法|违规|假的|谣言|不实)|^[^,。!?;\n]{0,6}(?:的)?(?:广告|宣传|说法|承诺)?[^,。!?;\n]{0,2}(?:不可信|勿信|不要信|违法|违规|涉嫌)/u;

/** @param before the sentence up to the words; @param after the rest of it: folded, with its punctuation */
export function deniesPromise(before: string, after: string): boolean {
  const said = before.replace(/\s+/gu, '');
  return deniedBefore.test(said) || deniedVerb.test(said) || deniedAfter.test(after.replace(/\s+/gu, ''));
}
