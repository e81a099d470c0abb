/** Owns the shape of a form draft as API.md puts it on the wire; must not know any form. */

interface SeedFieldBase {
  id: string;
  label: string;
  required?: boolean;
  purpose: string;
  help?: string;
  placeholder?: string;
  showIf?: { field: string; op: 'eq' | 'ne' | 'in' | 'gt' | 'lt'; value: string | number };
}

export type SeedField = SeedFieldBase &
  (
    | { kind: 'name' | 'id_number' | 'uscc' | 'company' | 'region' | 'email' | 'date' }
    | { kind: 'phone'; verify: 'none' }
    | { kind: 'amount'; min: number; max: number; step: number }
    | { kind: 'term'; options: number[] }
    | { kind: 'choice'; options: { value: string; label: string }[] }
    | { kind: 'multi'; options: { value: string; label: string }[]; max: number }
    | { kind: 'number'; min: number; max: number }
    | { kind: 'text'; maxLength: number }
  );

export interface SeedCost {
  item: string;
  kind: 'interest' | 'guarantee' | 'default' | 'prepayment';
  collector: string;
  how: string;
  standard: string;
  annualRate?: number;
}

export interface SeedForm {
  id: string;
  title: string;
  locale: 'zh-CN';
  steps: { title: string; fields: SeedField[] }[];
  consents: { notice: string; required: boolean }[];
  disclosure: {
    lender: string;
    aprMin: number;
    aprMax: number;
    aprBasis: 'irr' | 'simple';
    amountMin: number;
    amountMax: number;
    termMonths: number[];
    fees: string;
    risk: string;
    approvalId: string;
    lenderType: 'bank' | 'consumer_finance';
    /** The whole sheet of costs, which a form for loans is published with. */
    costs: SeedCost[];
    repayment: string;
    worked: { principal: number; termMonths: number; method: 'equal_installments' };
  };
  success: { title: string; text: string; share: boolean };
  dedupeDays: number;
}
