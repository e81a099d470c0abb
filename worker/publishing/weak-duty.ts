/** Owns which answers to a notice's duties tell an applicant nothing; must not know what else a notice says. */
import { folded, levelled } from '../../contract/plain-text.ts';

const textDuties = ['retention', 'refusal', 'withdrawal', 'contact'] as const;
export type TextDuty = (typeof textDuties)[number];

export function isTextDuty(duty: string): duty is TextDuty {
  return textDuties.some((one) => one === duty);
}

/** Instead of an answer. */
const evasions =
  '无|没有|暂无|待定|略|同上|如上|见上文|见协议|见合同|见隐私政策|详见隐私政策|不适用|none|no|n/a|na|nil|tbd|tba|see above|same as above|unknown';

/** What is left of an answer once punctuation is gone, when it says nothing, by duty. */
const nothing: Record<Exclude<TextDuty, 'contact'>, RegExp> = {
  // PIPL art. 19: the shortest time that the purpose needs, and so a time, or what ends it.
  retention: new RegExp(
    `^(?:${evasions}|(?:长期|永久|永远|无限期|一直|始终|不限期?)(?:保存|保留|存储|有效)?|(?:按|依|根据)?(?:法律|法规|法律法规|有关规定|相关规定|规定|国家规定|依法|业务需要)(?:规定的?|要求的?)?(?:期限|时间|时限|保存|保留|执行)*|(?:必要|合理|适当|最短)的?(?:期限|时间|时限)|forever|always|permanent(?:ly)?|indefinite(?:ly)?|long term|as (?:required|permitted) by law|as long as (?:needed|necessary))$`,
  ),
  refusal: new RegExp(`^(?:${evasions}|不可拒绝|不能拒绝|无法拒绝|必须同意)$`),
  // PIPL art. 15: a convenient way, and so one that can be gone.
  withdrawal: new RegExp(
    `^(?:${evasions}|不可撤回|不能撤回|不支持撤回|无法撤回|可以?撤回|可随时撤回|随时可?撤回|(?:请)?联系(?:客服|我们|工作人员|客户经理)(?:撤回)?|(?:通过)?客服撤回|contact (?:us|support|customer service)|(?:can|may) be withdrawn|at any time)$`,
  ),
};

/** A number that can be rung, an address that can be written to, or a place: five digits are a bank's short number. */
const reachable = [
  /\d(?:[\s()-]?\d){4}/,
  /[^\s@]@[^\s@]+\.[^\s@]/,
  /[a-z0-9-]\.[a-z]{2,}/i,
  /(?:路|街|道|大厦|号楼|巷).{0,20}[号室层座]/,
];

/** True for an answer from which nobody learns what the duty asks for. */
export function isWeakDuty(duty: TextDuty, text: string): boolean {
  const plain = folded(levelled(text));
  if (duty === 'contact') return !reachable.some((way) => way.test(plain));
  const words = plain.replace(/[\p{P}\p{S}]+/gu, (signs) => (/^[/]$/.test(signs) ? signs : ' '));
  const joined = words.replace(/\s+/g, ' ').replace(/(?<=\p{sc=Han}) (?=\p{sc=Han})/gu, '');
  return nothing[duty].test(joined.trim());
}
