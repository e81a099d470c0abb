/** Owns whether a form tells the terms that it must: the whole sheet of costs where it is for loans; must not judge the terms. */
import { fieldsOf } from '../../contract/form.ts';
import type { Finding } from '../../contract/problem.ts';
import { checkDisclosure } from './check-disclosure.ts';
import type { Publisher } from './cost-cap.ts';
import { plainOf } from './cost-words.ts';
import type { FormDraft } from './form-schema.ts';
import { lawfulFinding, loanLaws } from './loan-laws.ts';

/** Of a form for loans: a lender's terms with the whole sheet; of every other, what terms it has. */
export function checkTerms(draft: FormDraft, publisher: Publisher): Finding[] {
  const { disclosure } = draft;
  const isWhole = disclosure?.costs !== undefined && disclosure.worked !== undefined;
  const terms = disclosure === undefined ? [] : checkDisclosure(disclosure, publisher);
  const isFound = terms.some(({ code }) => code === 'cost_sheet_missing');
  if (isWhole || isFound || !isForLoans(draft)) return terms;
  const isForCompanies = fieldsOf(draft).some(({ kind }) => kind === 'company' || kind === 'uscc');
  const law = isForCompanies ? loanLaws.companySheet : loanLaws.sheet;
  const path = disclosure === undefined ? 'disclosure' : 'disclosure.costs';
  return [...terms, lawfulFinding(law, path, 'cost_sheet_missing')];
}

/** A form that asks how much or for how long, or that says so in its title. */
function isForLoans(draft: FormDraft): boolean {
  return (
    fieldsOf(draft).some(({ kind }) => kind === 'amount' || kind === 'term') ||
    /贷|借款|\b(?:loan|borrow)/.test(plainOf(draft.title))
  );
}
