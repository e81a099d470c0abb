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
  /** Copy and disclosures when absent. */
  parts?: readonly LintPart[];
  /** The words deny or belittle by themselves, so that a 不 before them makes them no better. */
  isNeverDenied?: true;
  /** Of `disclose`. */
  beside?: Beside;
  reason: Said;
  source: string;
  suggestion: Said;
}

/** A number in figures or in Chinese signs, as a piece of a pattern; bounded, so that a long one costs no more than its length. */
export const figures = '[0-9零一二两三四五六七八九十百千万亿几数x]{1,12}';
