/** Owns a stored lead as rules see it: its few answers unsealed for the machine, never handed out; must not decide. */
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { type BandOffset, blurredAnswers } from '../../routing/blur.ts';
import { answerFacts, type LeadFacts, leadFacts } from '../../routing/facts.ts';
import type { DecidedNotice } from '../../routing/recipients.ts';
import type { TenantContext } from '../context.ts';
import { coveredValues } from '../covered-values.ts';
import type { DecisionStore } from '../decisions.ts';
import type { FormStore } from '../forms.ts';
import type { LeadRow } from '../leads.ts';
import { openLead } from '../rights/clear-lead.ts';

/**
 * What rules may look at; or `lead_erased`, `lead_purged`, `lead_restricted`, `key_missing`.
 * @param blur has numbers and dates in bands
 */
export async function factsOf(
  context: TenantContext,
  { forms, decisions }: { forms: FormStore; decisions: DecisionStore },
  row: LeadRow,
  blur: BandOffset | null = null,
): Promise<LeadFacts | Refusal> {
  if (row.restricted_at !== null) return refuse('lead_restricted');
  const content = await openLead(context, row);
  if (isRefusal(content)) return content;
  const form = forms.version(row.form, row.form_version);
  if (form === undefined) throw new Error('a lead names a form version that is not there');
  const answers = answerFacts(form, coveredValues(forms, row, decisions.current(row), content.values));
  return leadFacts(
    { form: row.form, flags: JSON.parse(row.flags), attribution: JSON.parse(row.attribution) },
    blur === null ? answers : blurredAnswers(form, answers, blur),
  );
}

/** What was decided with the lead itself, whatever was decided later. */
export function decidedAtFirst(decisions: DecisionStore, row: LeadRow): DecidedNotice[] {
  return decisions.all(row).slice(0, row.entries);
}
