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

/** Indexes of the steps that ask something. The last one always does: it holds the consents. */
export function shownSteps(form: PublishedForm, shown: ReadonlySet<string>): number[] {
  const last = form.steps.length - 1;
  return form.steps.flatMap((step, at) =>
    at === last || step.fields.some((field) => shown.has(field.id)) ? [at] : [],
  );
}
