/** Owns whether a conditional field is asked; must not know how a field is judged. */
import { type Field, type FieldValue, fieldsOf, type ShowIf, type Step } from './form.ts';

function holds(condition: ShowIf, answer: FieldValue): boolean {
  const answers = Array.isArray(answer) ? answer : [answer];
  const { op, value } = condition;
  const wanted = Array.isArray(value) ? value : [value];
  switch (op) {
    case 'eq':
    case 'in':
      return answers.some((one) => wanted.includes(one));
    case 'ne':
      return !answers.some((one) => wanted.includes(one));
    case 'gt':
      return typeof answer === 'number' && typeof value === 'number' && answer > value;
    case 'lt':
      return typeof answer === 'number' && typeof value === 'number' && answer < value;
  }
}

/**
 * The fields that are asked, given the judged values so far. A field whose condition looks at a field that is not
 * asked, or not answered, is not asked either: conditions only look back, so one pass settles it.
 */
export function shownFields(
  form: { steps: Step[] },
  answerOf: (field: Field) => FieldValue | undefined,
): Field[] {
  const answers = new Map<string, FieldValue>();
  return fieldsOf(form).filter((field) => {
    if (field.showIf !== undefined) {
      const answer = answers.get(field.showIf.field);
      if (answer === undefined || !holds(field.showIf, answer)) return false;
    }
    const value = answerOf(field);
    if (value !== undefined) answers.set(field.id, value);
    return true;
  });
}
