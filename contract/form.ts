/** Owns the shape of a form definition and of its fields; must not know how a field is judged, drawn or stored. */

export type Locale = 'zh-CN' | 'zh-TW' | 'en';

/** A field is asked only while the condition on another, earlier field holds. */
export interface ShowIf {
  field: string;
  op: 'eq' | 'ne' | 'in' | 'gt' | 'lt';
  value: string | number | (string | number)[];
}

export interface Option {
  value: string;
  label: string;
}

interface FieldBase {
  id: string;
  label: string;
  required?: boolean | undefined;
  /** Why this is asked, in the applicant's words (PIPL art. 6): never empty. */
  purpose: string;
  help?: string | undefined;
  placeholder?: string | undefined;
  showIf?: ShowIf | undefined;
  /** Not asked of the applicant: filled from prefill, or from the page's own query parameter of this name. */
  hidden?: boolean | undefined;
}

export type Field =
  | (FieldBase & { kind: 'name' | 'id_number' | 'uscc' | 'company' | 'region' | 'email' })
  | (FieldBase & { kind: 'phone'; verify?: 'none' | 'sms' | undefined })
  /** Whole yuan. */
  | (FieldBase & {
      kind: 'amount';
      min?: number | undefined;
      max?: number | undefined;
      step?: number | undefined;
    })
  /** Options are months. */
  | (FieldBase & { kind: 'term'; options: number[] })
  | (FieldBase & { kind: 'choice'; options: Option[] })
  | (FieldBase & { kind: 'multi'; options: Option[]; max?: number | undefined })
  /** `min` and `max` are YYYY-MM-DD. */
  | (FieldBase & { kind: 'date'; min?: string | undefined; max?: string | undefined })
  | (FieldBase & { kind: 'number'; min?: number | undefined; max?: number | undefined })
  | (FieldBase & { kind: 'text'; maxLength?: number | undefined });

export type FieldKind = Field['kind'];
/**
 * Kinds whose value says who someone is. No URL carries one, so that they are neither hidden fields nor in a signed
 * prefill: a partner hands them over by attribute or script.
 */
export const personKinds: readonly FieldKind[] = ['name', 'phone', 'id_number', 'email', 'uscc', 'company'];

export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>;

/** What a field's value is once judged: yuan, months and numbers are numbers, `multi` is a list, the rest strings. */
export type FieldValue = string | number | string[];
export type Values = Record<string, FieldValue>;

export interface Step {
  title?: string | undefined;
  fields: Field[];
}

/** Who lends decides which cap holds for the whole cost (rules MK-13, MK-32). */
export type LenderType = 'bank' | 'consumer_finance' | 'small_loan' | 'trust' | 'other';

export type CostKind =
  | 'interest'
  | 'guarantee'
  | 'service'
  | 'insurance'
  | 'other'
  /** Falls due only when the borrower defaults. */
  | 'default'
  /** Falls due only when the borrower repays early. */
  | 'prepayment';

/** One line of the sheet of a loan's whole cost (明示规定, 金规〔2026〕2号; rule MK-30). */
export interface CostItem {
  item: string;
  kind: CostKind;
  /** Who charges it: a legal person's full name. */
  collector: string;
  /** In which way, and when. */
  how: string;
  standard: string;
  /** Percent per year of the principal still outstanding. */
  annualRate?: number | undefined;
}

export type RepaymentMethod = 'equal_installments' | 'equal_principal' | 'interest_first' | 'bullet';

/** What is paid at the end of a month after the money was paid out, in yuan, all regular costs included. */
export interface Instalment {
  month: number;
  amount: number;
}

/** A worked example, from which the product computes the annual cost as an internal rate of return. */
export type WorkedExample = {
  /** Yuan. */
  principal: number;
  termMonths: number;
} & ({ method: RepaymentMethod } | { schedule: Instalment[] });

/** Percent per year. */
export interface AnnualCost {
  min: number;
  max: number;
}

export interface Disclosure {
  lender: string;
  /** The lender's unified social credit code, by which a mandate is matched where both have it. */
  uscc?: string | undefined;
  lenderType?: LenderType | undefined;
  aprMin: number;
  aprMax: number;
  aprBasis: 'irr' | 'simple';
  amountMin: number;
  amountMax: number;
  termMonths: number[];
  fees: string;
  risk: string;
  approvalId: string;
  /** Every regular and contingent cost; a published form for loans has at least one. */
  costs?: CostItem[] | undefined;
  /** How the loan is repaid, in words. */
  repayment?: string | undefined;
  worked?: WorkedExample | undefined;
  /** 年化综合融资成本: computed when published, never taken from the draft. */
  annualCost?: AnnualCost | undefined;
}

/** A consent as the published form pins it: the exact text, by version and digest. */
export interface PinnedConsent {
  notice: string;
  required: boolean;
  version: number;
  digest: string;
}

/** A published form: immutable. `digest` covers everything else in it. */
export interface PublishedForm {
  id: string;
  version: number;
  digest: string;
  title: string;
  locale: Locale;
  steps: Step[];
  consents: PinnedConsent[];
  disclosure?: Disclosure | undefined;
  success?:
    | { title?: string | undefined; text?: string | undefined; share?: boolean | undefined }
    | undefined;
  /** CSS custom properties, by short name: `accent`, `radius`, …; and `look`, the name of one of contract/looks. */
  theme?: Record<string, string> | undefined;
  /** Days within which the same phone counts as a duplicate. */
  dedupeDays?: number | undefined;
}

/** Every field of a form, in the order asked. */
export function fieldsOf(form: { steps: Step[] }): Field[] {
  return form.steps.flatMap((step) => step.fields);
}

/** True for a phone that a code by SMS must prove. */
export function isSmsVerified(field: Field): boolean {
  return field.kind === 'phone' && field.verify === 'sms';
}

/** Field ids: a letter, then letters, digits and underscores. */
export const fieldIdPattern = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;
