/** Owns the doubt about a company's code that does not fit its check sign: said, confirmed by hand, never refused; must not judge others. */
import type { ComponentChild } from 'preact';
import { isUscc, normaliseUscc, whyNoUscc } from '../../contract/fields/uscc.ts';
import { type Field, fieldsOf } from '../../contract/form.ts';
import type { FillingPorts } from '../form/filling.ts';
import { focusIds } from '../form/form-state.ts';

/** Where a doubt has its error; no field id holds a dot. */
export function doubtKey(field: string): string {
  return `${field}.doubt`;
}

export interface Doubts {
  /** A key and a sentence for a doubt that nobody has seen to; null when asked again about the same codes. */
  unconfirmed(shown: ReadonlySet<string>): [key: string, sentence: string] | null;
  /** What follows the field while its code is doubtful; null for every other. */
  view(field: Field): ComponentChild;
}

export function createDoubts({ desk, later }: Pick<FillingPorts, 'desk' | 'later'>): Doubts {
  /** Codes that the applicant stands by. */
  const confirmed = new Set<string>();
  const codeOf = ({ id, kind }: Field): string | null => {
    if (kind !== 'uscc') return null;
    const code = normaliseUscc(String(desk.state.answers.get(id) ?? ''));
    return !isUscc(code) && whyNoUscc(code) === 'check' ? code : null;
  };
  return {
    unconfirmed(shown) {
      for (const field of fieldsOf(desk.state.bundle.form)) {
        const code = shown.has(field.id) ? codeOf(field) : null;
        if (code === null || confirmed.has(code)) continue;
        // Whoever was asked and goes on all the same has answered.
        confirmed.add(code);
        return [doubtKey(field.id), later.doubt.text];
      }
      return null;
    },
    view(field) {
      const code = codeOf(field);
      // From the last key on, never only once the field is left: it would push away what is being tapped.
      if (code === null) return null;
      const key = doubtKey(field.id);
      const confirm = () => {
        confirmed.add(code);
        const errors = new Map(desk.state.errors);
        errors.delete(key);
        desk.set({ errors });
      };
      return (
        <div class={desk.state.errors.has(key) ? 'doubt wrong' : 'doubt'} part="doubt">
          <p id={`e-${key}`} role="status">
            {later.doubt.text}
          </p>
          <button
            type="button"
            class="quiet"
            id={focusIds.field(key)}
            aria-describedby={`e-${key}`}
            aria-pressed={confirmed.has(code) && !desk.state.errors.has(key)}
            onClick={confirm}
          >
            {later.doubt.confirm}
          </button>
        </div>
      );
    },
  };
}
