/** Owns what each outcome of a routing decision is called, in Chinese and English; must not know how it came about. */
import type { Hold, PlaceOutcome, RuleOutcome } from './trace.ts';

export interface Words {
  zh: string;
  en: string;
}

export const placeWords: Record<PlaceOutcome, Words> = {
  taken: { zh: '已发往', en: 'It goes here' },
  taken_when_open: { zh: '开放时段开始后发往', en: 'It goes here when the hours begin' },
  first_owner: {
    zh: '此人较早的申请已发往此目标，这次也发往',
    en: 'This phone’s first lead went here, so this one does too',
  },
  not_consented: {
    zh: '申请人没有同意向此接收方提供信息',
    en: 'The applicant has not agreed that this recipient gets it',
  },
  already_tried: {
    zh: '这条线索已经给过此接收方',
    en: 'This recipient has had the lead before',
  },
  already_taken: {
    zh: '前面的目标或规则已接收',
    en: 'An earlier destination or rule has taken it',
  },
  disabled: { zh: '目标已停用', en: 'The destination is switched off' },
  paused: { zh: '目标已暂停接收', en: 'The destination is paused' },
  cap_reached: { zh: '目标已达数量上限', en: 'The destination’s cap is reached' },
  closed: { zh: '不在目标的接收时段', en: 'The destination’s hours are over' },
  not_this_turn: { zh: '按权重，这次轮到其他目标', en: 'By the weights it is another’s turn' },
};

/** In place of `not_consented` where the one notice that is missing is that for leaving the mainland. */
export const crossingWords: Words = {
  zh: '接收方或其系统在境外，申请人没有单独同意向境外提供（cross_border）',
  en: 'It is outside the mainland, and the applicant has not granted a cross_border notice for it',
};

export const ruleWords: Record<RuleOutcome | 'condition' | 'exclusive', Words> = {
  taken: { zh: '规则已接收', en: 'The rule takes it' },
  nobody: {
    zh: '规则适用，但没有目标能接收',
    en: 'The rule applies, and none of its destinations can take it',
  },
  paused: { zh: '规则已暂停', en: 'The rule is paused' },
  cap_reached: { zh: '规则已达数量上限', en: 'The rule’s cap is reached' },
  closed: { zh: '不在规则的生效时段', en: 'The rule’s hours are over' },
  condition: { zh: '不符合规则的条件', en: 'The rule’s condition does not hold' },
  exclusive: {
    zh: '前面的规则已独占接收，不再往后看',
    en: 'A rule before it has taken the lead for itself',
  },
};

export const holdWords: Record<Hold, Words> = {
  quarantined: { zh: '先隔离，放行后才发出', en: 'Held in quarantine until it is released' },
  duplicate: { zh: '重复申请，先暂存，放行后才发出', en: 'A duplicate, held until it is released' },
};

export const fallbackWords: Record<'no_routes' | 'no_rule', Words> = {
  no_routes: {
    zh: '没有分发规则：发往每个申请人同意的目标',
    en: 'There are no rules: it goes to every destination that the applicant agreed to',
  },
  no_rule: { zh: '没有规则接收，按 fallback 处理', en: 'No rule has taken it: the fallback does' },
};

/** Where a new rule set would no longer send a lead, without having looked at the destination for it. */
export const unnamedWords: Words = {
  zh: '没有适用的规则发往此目标',
  en: 'No rule that applies leads here',
};
