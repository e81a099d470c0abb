/** Owns what was typed and its judgement by the contract, per field, step and form; must not know screens or sending. */
import { parseAmount } from '../../contract/fields/amount.ts';
import { isBlank, judgeField } from '../../contract/fields/judge-field.ts';
import { type Field, fieldsOf, type Values } from '../../contract/form.ts';
import { freedFields, judgeSensitive, withheldFields } from '../../contract/judge-sensitive.ts';
import { judgeValues } from '../../contract/judge-values.ts';
import { wordFinding } from '../../contract/messages/word-finding.ts';
import type { Finding } from '../../contract/problem.ts';
import { shownFields } from '../../contract/show-if.ts';
import type { Answer, Errors, FormState } from '../form/form-state.ts';
import { todayAt } from './today.ts';

type Params = Record<string, string | number>;

/** Ids of the fields whose answers stay here, since the consent that they need is not ticked. */
export function withheldIds({ bundle, ticked }: FormState): ReadonlySet<string> {
  return withheldFields(bundle.form, bundle.notices, decidedIn(ticked));
}

/**
 * Ids of those that need no answer: what stands in them stays here and says so, or the applicant refused what would let
 * it be sent, beside the field or lately.
 */
function freedIds({
  bundle,
  answers,
  ticked,
  refused = new Set(),
  declined,
}: FormState): ReadonlySet<string> {
  const decided = [...refused, ...declined].map((notice) => ({ notice, decision: 'refused' as const }));
  const { form, notices } = bundle;
  const freed = freedFields(form, notices, [...decidedIn(ticked), ...decided]);
  const kept = [...withheldFields(form, notices, decidedIn(ticked))].filter(
    (id) => !isBlank(answers.get(id)),
  );
  return new Set([...freed, ...kept]);
}

function decidedIn(ticked: ReadonlySet<string>) {
  return [...ticked].map((notice) => ({ notice, decision: 'granted' as const }));
}

/** Ids of the fields that are asked, given the answers so far: one that is withheld counts as none. */
export function shownIds(state: FormState, nowMs: number): Set<string> {
  const { answers } = state;
  const today = todayAt(nowMs);
  const withheld = withheldIds(state);
  const shown = shownFields(state.bundle.form, (field) => {
    const answer = withheld.has(field.id) ? undefined : answers.get(field.id);
    const judged = isBlank(answer) ? null : judgeField(field, answer, today);
    return judged !== null && 'value' in judged ? judged.value : undefined;
  });
  return new Set(shown.map((field) => field.id));
}

/** How findings become sentences in the form's language. */
export interface Wording {
  findings: Record<string, string>;
  /** A whole-yuan amount as it is said. */
  money(yuan: number): string;
}

/** The whole form: the values to send, or an error for each field that is wrong. What is withheld is neither. */
export function judgeForm(
  state: FormState,
  nowMs: number,
  wording: Wording,
): { values: Values } | { errors: Errors } {
  const { answers, ticked } = state;
  const { form, notices } = state.bundle;
  const fields = fieldsOf(form);
  const withheld = withheldIds(state);
  const known = fields.flatMap((field): [string, Answer][] => {
    const answer = answers.get(field.id);
    // A wrong answer to what was never asked is nothing that the applicant could mend.
    const isLost = field.hidden && judgeAnswer(field, answer, nowMs, wording) !== null;
    return answer === undefined || isLost || withheld.has(field.id) ? [] : [[field.id, answer]];
  });
  const judged = judgeValues(form, Object.fromEntries(known), todayAt(nowMs), freedIds(state));
  const found =
    'errors' in judged
      ? judged.errors
      : (judgeSensitive(form, notices, judged.values, decidedIn(ticked))?.errors ?? []);
  if ('values' in judged && found.length === 0) return judged;
  const errors = new Map<string, string>();
  for (const { path, ...finding } of found) {
    const field = fields.find(({ id }) => id === path);
    if (field !== undefined) errors.set(path, word(field, finding, wording));
  }
  return { errors };
}

/** One field's error; null when its answer is right, and for a blank one, which is left for the step's end. */
export function judgeAnswer(
  field: Field,
  answer: Answer | undefined,
  nowMs: number,
  wording: Wording,
): string | null {
  if (isBlank(answer)) return null;
  const judged = judgeField(field, answer, todayAt(nowMs));
  return 'value' in judged ? null : word(field, judged, wording);
}

/** The amount typed, as it is said; '' while it says no more than the digits. */
export function readAmount(answer: Answer | undefined, { money }: Wording): string {
  const yuan = parseAmount(answer);
  return yuan !== null && yuan >= 1e4 && Number.isInteger(yuan) ? money(yuan) : '';
}

/** Kinds that are picked from a list, not typed. */
function isPicked(field: Field): boolean {
  return /^(?:region|term|choice|multi|date)$/.test(field.kind);
}

function word(
  field: Field,
  { code, because, params = {} }: Pick<Finding, 'code' | 'because' | 'params'>,
  { findings, money }: Wording,
): string {
  const shown: Params = { ...params, label: field.label };
  if (field.kind === 'amount') {
    for (const [name, yuan] of Object.entries(params)) shown[name] = money(Number(yuan));
  }
  const worded = code === 'required' && isPicked(field) ? 'required_choice' : code;
  return wordFinding(findings, worded, shown, because);
}
