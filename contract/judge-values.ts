/** Owns the judgement of a whole form's values, the same in browser and Worker; must not know consents. */
import { isBlank, judgeField } from './fields/judge-field.ts';
import { fieldIdPattern, fieldsOf, type Step, type Values } from './form.ts';
import type { Finding } from './problem.ts';
import { shownFields } from './show-if.ts';

export type JudgedValues = { values: Values } | { errors: Finding[] };

/**
 * Judges every value against the form: all findings at once, or the values in the form in which they are stored.
 * Values of fields that are not asked are left out (least data), keys that are no field are findings.
 * @param today YYYY-MM-DD in mainland China
 * @param freed fields that need no answer, since the consent that they need was refused
 */
export function judgeValues(
  form: { steps: Step[] },
  raw: Record<string, unknown>,
  today: string,
  freed: ReadonlySet<string> = new Set(),
): JudgedValues {
  // A Map of own entries: an inherited member such as `constructor` is no answer.
  const answers = new Map(Object.entries(raw));
  const judged = new Map(
    fieldsOf(form).map((field) => {
      const answer = answers.get(field.id);
      return [field.id, isBlank(answer) ? undefined : judgeField(field, answer, today)];
    }),
  );
  const errors: Finding[] = [];
  const values: Values = {};
  const shown = shownFields(form, (field) => {
    const result = judged.get(field.id);
    return result !== undefined && 'value' in result ? result.value : undefined;
  });
  for (const field of shown) {
    const result = judged.get(field.id);
    if (result === undefined) {
      if (field.required && !freed.has(field.id)) errors.push({ path: field.id, code: 'required' });
    } else if ('value' in result) {
      values[field.id] = result.value;
    } else {
      errors.push({ path: field.id, ...result });
    }
  }
  for (const key of answers.keys()) {
    // An unknown key is the sender's text: it is repeated only when it looks like a field id, never otherwise.
    if (!judged.has(key))
      errors.push({ path: fieldIdPattern.test(key) ? key : 'values', code: 'unknown_field' });
  }
  return errors.length > 0 ? { errors } : { values };
}
