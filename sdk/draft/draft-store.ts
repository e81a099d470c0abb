/** Owns the draft of one form: what was typed and how far, nothing agreed to; must not know how it is sealed or shown. */
import { createSealedStore } from './sealed-store.ts';

/** What is kept of a form under way. Consents, codes and files are asked again. */
export interface Draft {
  /** Of the form version it was typed into. */
  digest: string;
  /** Index into the form's steps. */
  step: number;
  /** As typed, by field id. */
  answers: [id: string, answer: string | string[]][];
}

export interface DraftStore {
  /** Keeps the draft; call it at every change. The latest wins. */
  save(draft: Draft): void;
  /** What was kept less than 24 hours ago, in this page or this tab; null when there is none. Never rejects. */
  load(): Promise<Draft | null>;
  /** Forgets it, on disk too: the form was accepted. */
  drop(): void;
}

/** Typing faster than this is written once. */
const debounceMs = 250;

/** @param seat which of several elements of the form on the page, from 0 */
export function createDraftStore(tenant: string, form: string, seat: number = 0): DraftStore {
  const store = createSealedStore('draft', tenant, form, seat);
  return {
    // Member by member: nothing else that a caller's object carries is kept.
    save: ({ digest, step, answers }) => store.save(JSON.stringify({ digest, step, answers }), debounceMs),
    load: async () => parseDraft(await store.load()),
    drop: store.drop,
  };
}

function parseDraft(text: string | null): Draft | null {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    const { digest, step, answers }: { [name in keyof Draft]?: unknown } = Object(kept);
    return typeof digest === 'string' &&
      typeof step === 'number' &&
      Number.isInteger(step) &&
      step >= 0 &&
      Array.isArray(answers) &&
      answers.every(isAnswer)
      ? { digest, step, answers }
      : null;
  } catch {
    return null;
  }
}

function isAnswer(pair: unknown): pair is Draft['answers'][number] {
  if (!Array.isArray(pair) || pair.length !== 2) return false;
  const [id, answer]: unknown[] = pair;
  const isText = (value: unknown) => typeof value === 'string';
  return isText(id) && (isText(answer) || (Array.isArray(answer) && answer.every(isText)));
}
