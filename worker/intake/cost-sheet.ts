/** Owns whether the sheet of a loan's whole cost was shown with a submission, as its client tells; must not refuse one. */
import type { PublishedForm } from '../../contract/form.ts';
import { type CostSheetShown, costSheetSeconds, type Submission } from '../../contract/submission.ts';

export function needsCostSheet({ disclosure }: PublishedForm): boolean {
  return disclosure?.costs !== undefined;
}

/** What was shown: this very form's sheet, for as long as it must stand. */
export function shownCostSheet(
  form: PublishedForm,
  { costSheet }: Pick<Submission, 'costSheet'>,
): CostSheetShown | undefined {
  if (!needsCostSheet(form) || costSheet?.digest !== form.digest) return undefined;
  return costSheet.visibleMs < costSheetSeconds * 1000 ? undefined : costSheet;
}
