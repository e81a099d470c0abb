/** Owns what a form has to learn of its applicant's age, and what the answers tell of it; must not know screens or storage. */
import type { LeadFlag } from './event.ts';
import { ageOn, birthDateOf } from './fields/id-number.ts';
import { type Field, fieldsOf, type Step, type Values } from './form.ts';
import type { Declarations } from './submission.ts';

/** From here on a person looks whether the loan suits, and whether the applicant was helped or pressed (适老化). */
const elderFrom = 60;

/**
 * True where the form asks for 我已年满18周岁 as a statement of its own: no identity number has to be given, which would
 * tell the age by itself.
 * @param isAsked false for fields that a condition hides, or whose consent is not granted
 */
export function mustStateAge(form: { steps: Step[] }, isAsked: (field: Field) => boolean): boolean {
  return !fieldsOf(form).some((field) => field.kind === 'id_number' && field.required && isAsked(field));
}

/**
 * What a person should know of the applicant's age; never a reason to turn the application away.
 * @param today YYYY-MM-DD in mainland China
 */
export function ageFlags(
  form: { steps: Step[] },
  values: Values,
  declarations: Declarations | undefined,
  today: string,
): LeadFlag[] {
  const births = fieldsOf(form).flatMap(({ id, kind }) => {
    const value = kind === 'id_number' ? values[id] : undefined;
    return typeof value === 'string' ? (birthDateOf(value) ?? []) : [];
  });
  if (births.some((birth) => ageOn(birth, today) >= elderFrom)) return ['age_60_or_over'];
  return births.length === 0 && declarations?.adult !== true ? ['age_not_stated'] : [];
}

/** A lead's flags once its values changed: its age is told anew by them, what was stated stays stated. */
export function flagsAfterChange(
  flags: readonly LeadFlag[],
  form: { steps: Step[] },
  values: Values,
  today: string,
): LeadFlag[] {
  const others = flags.filter((flag) => flag !== 'age_not_stated' && flag !== 'age_60_or_over');
  const stated: Declarations = flags.includes('age_not_stated') ? {} : { adult: true };
  return [...others, ...ageFlags(form, values, stated, today)];
}
