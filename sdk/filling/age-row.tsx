/** Owns the statement of age that stands above a form's last button, its own row and never ticked but by hand; must not send it. */
import type { ComponentChild } from 'preact';
import { mustStateAge } from '../../contract/age.ts';
import type { Field } from '../../contract/form.ts';
import { refuseScripts } from '../form/consents/consent-list.tsx';
import type { FillingPorts } from '../form/filling.ts';
import { focusIds } from '../form/form-state.ts';

/** Where it is ticked and has its error: no notice's id holds a dot. */
export const ageKey = '.age';

export interface AgeRow {
  /** The form asks for it, as far as it is filled now. */
  isAsked(): boolean;
  /** It is asked for and was ticked. */
  isStated(): boolean;
  view(): ComponentChild;
}

export function createAgeRow(
  { desk, later }: Pick<FillingPorts, 'desk' | 'later'>,
  isAskedNow: (field: Field) => boolean,
): AgeRow {
  let isMet = false;
  const isAsked = () => mustStateAge(desk.state.bundle.form, isAskedNow);
  return {
    isAsked,
    isStated: () => isAsked() && desk.state.ticked.has(ageKey),
    view() {
      const steps = desk.steps();
      // On a form that nobody has touched it would push the button away, where this part is here from the start.
      const { errors, inFocus, step } = desk.state;
      isMet ||= desk.startedAt !== '' || inFocus !== '' || errors.size > 0 || step > 0;
      if (!isMet || step !== steps[steps.length - 1] || !isAsked()) return null;
      const error = errors.get(ageKey);
      const control = focusIds.consent(ageKey);
      return (
        <div class={error ? 'row age wrong' : 'row age'} part="age" onClickCapture={refuseScripts}>
          <input
            type="checkbox"
            id={control}
            checked={desk.state.ticked.has(ageKey)}
            aria-invalid={!!error}
            aria-required
            aria-describedby={`e-${ageKey}`}
            onClick={(event) => desk.tick(ageKey, event)}
          />
          <div>
            <label for={control}>{later.age.statement}</label>
            <p id={`e-${ageKey}`} class="error" part="error">
              {error}
            </p>
          </div>
        </div>
      );
    },
  };
}
