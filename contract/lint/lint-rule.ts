/** Owns what an entry of the copy catalogue (rules.md §5) is; must not know any entry. */

/**
 * `block`: never published. `proof`: only with a reference to what proves it. `disclose`: only beside a disclosure.
 * `warn`: told, never refused.
 */
export type LintLevel = 'block' | 'proof' | 'disclose' | 'warn';

/** Places with a stricter catalogue: `bj` is 《北京市金融投资理财类广告发布指引》. */
export type LintRegion = 'bj';

/** A text in the two languages that whoever writes copy reads. */
export interface Said {
  zh: string;
  en: string;
}

/** What must stand beside the words: the lender's decision as a caveat, the yearly rate, the lender with its terms. */
export type Beside = 'approval_caveat' | 'apr' | 'lender';

/** What a text is, since some words do harm in one place only. */
export type LintPart = 'copy' | 'disclosure' | 'name' | 'notice';

/**
 * `statement`: denied by any verb that denies.
 * `promise`: of time, ease or certainty. What is promised after "不提供资料" is no object of it: the denial must reach it.
 * `demand`: for money. That nobody needs to pay denies it, too.
 * `belittling`: the words deny by themselves ("不看征信"), so that a 不 before them makes them no better.
 * Words that are quoted to warn of them are harmless whatever they are.
 */
export type SaidAs = 'statement' | 'promise' | 'demand' | 'belittling';

export interface LintRule {
  /** Of rules.md §5. Two entries share an id where the catalogue gives one id two levels. */
  id: string;
  level: LintLevel;
  /** Where a region is stricter. */
  levelIn?: Partial<Record<LintRegion, LintLevel>>;
  /**
   * Regular expressions (`u`) over the bare signs of a text: no space, punctuation, emoji or mark, simplified signs,
   * lower case, look-alikes levelled. A decimal point is punctuation: 3.6% is read as 36.
   */
  patterns: readonly string[];
  /** Words of the same sentence, bare too, beside which the phrase is harmless. */
  unless?: readonly string[];
  /** Words of the same sentence that are the disclosure itself; they count where the level is `disclose`. */
  unlessBeside?: readonly string[];
  /** Copy and disclosures when absent. */
  parts?: readonly LintPart[];
  /** What a sentence that denies must do to make the words harmless; a `statement` when absent. */
  saidAs?: SaidAs;
  /** Of `disclose`. */
  beside?: Beside;
  reason: Said;
  source: string;
  suggestion: Said;
}

/** A number in figures or in Chinese signs, as a piece of a pattern; bounded, so that a long one costs no more than its length. */
export const figures = '[0-9零一二两三四五六七八九十百千万亿几数x]{1,12}';

/** Says that the lender decides, as a piece of a pattern over bare signs. */
export const approvalCaveat =
  '以(?:.{0,16})(?:审批|审核|批复|核定|评估|审查|核准|授信)(?:结果|结论|额度|情况)?为准|由(?:.{0,12})(?:审批|审查|决定|确定|核定|评估)|subjectto(?:the)?(?:lender|bank)?s?(?:final)?(?:approval|decision)';
