/** Owns which steps of a form are shown; must not judge any answer. */
import { fieldsOf, type PublishedForm } from '../../contract/form.ts';

/** Ids of the fields that are asked whatever is answered: all that is needed before anything is. */
export function unconditionalIds(form: PublishedForm): Set<string> {
  return new Set(
    fieldsOf(form)
      .filter((field) => !field.showIf)
      .map((field) => field.id),
  );
}

/** From three steps on, what was typed is shown once more before it is sent. */
const stepsWithoutReview = 2;

/**
 * Indexes of the steps that ask something. The last one holds the consents, so it is shown even when it asks nothing;
 * after more than two, a step past the last shows all answers again and holds them instead.
 */
export function shownSteps(form: PublishedForm, shown: ReadonlySet<string>): number[] {
  const { length } = form.steps;
  const asks = (at: number) => form.steps[at]?.fields.some(({ id, hidden }) => !hidden && shown.has(id));
  const asking = form.steps.map((_, at) => at).filter(asks);
  if (asking.length > stepsWithoutReview) return [...asking, length];
  return asks(length - 1) ? asking : [...asking, length - 1];
}
