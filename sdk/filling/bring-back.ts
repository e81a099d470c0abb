/** Owns what a draft of this page or tab brings back into a form; must not know how it was kept. Consents are asked anew. */
import { fieldsOf } from '../../contract/form.ts';
import type { DraftStore } from '../draft/draft-store.ts';
import type { FormDesk } from '../form/form-state.ts';

/**
 * Answers of fields that the form still has, instead of what it was prefilled with; nothing that was typed meanwhile
 * is undone. The step comes back with the same version only, and when nothing was touched.
 */
export async function bringBack(desk: FormDesk, draft: Pick<DraftStore, 'load'>): Promise<void> {
  const before = desk.state.answers;
  const kept = await draft.load();
  const { bundle, answers, accepted } = desk.state;
  if (!kept || accepted) return;
  const merged = new Map(answers);
  for (const [id, answer] of kept.answers) {
    const isKnown = fieldsOf(bundle.form).some((field) => field.id === id);
    if (isKnown && answers.get(id) === before.get(id)) merged.set(id, answer);
  }
  desk.set({ answers: merged });
  if (kept.digest === bundle.digest && !desk.startedAt && desk.steps().includes(kept.step))
    desk.set({ step: kept.step });
}
