/** Owns what stands in a form's controls beside what was drawn there: compositions, values that no event told of, half a date; must not judge. */
import { type Field, fieldsOf } from '../../contract/form.ts';
import { type Answer, type FormDesk, focusIds } from '../form/form-state.ts';
import type { PhoneCode } from './code/phone-code.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface Controls {
  /** What an input is to show: what stands in it while an input method composes there, else what is wanted. */
  shows(name: string, wanted: string): string;
  /** An input method is at work in this control: it would put its text in twice where the value changed under it. */
  isComposing(name: string): boolean;
  /** Takes up what stands in the controls and came without an event, before drawing could wipe it. */
  read(): void;
  /** The field's control shows something that is no value, such as half a date. */
  isUnreadable(id: string): boolean;
  end(): void;
}

export function createControls(
  place: HTMLElement,
  desk: FormDesk,
  code: Pick<PhoneCode, 'typed' | 'type'>,
): Controls {
  let composing: Control | null = null;
  const drawn = new Map<string, string>();
  let drawnAnswers = desk.state.answers;

  const compose = ({ target }: Event) => {
    composing = isControl(target) ? target : null;
  };
  /** The same way as for text that was typed: to the form's own listeners only, since this event is not composed. */
  const settle = () => {
    const settled = composing;
    composing = null;
    settled?.dispatchEvent(new Event('input', { bubbles: true }));
  };
  // A quick amount is pressed: on iPhones a button takes no focus, and the text composed would win over it.
  const press = ({ target }: Event) => {
    if (target instanceof Element && target.closest('.quick')) composing?.blur();
  };
  const listeners: [string, (event: Event) => void][] = [
    ['compositionstart', compose],
    ['compositionupdate', compose],
    ['compositionend', settle],
    // Before the field's own: some keyboards leave a composition without ending it.
    ['blur', settle],
    ['click', press],
  ];
  for (const [name, listener] of listeners) place.addEventListener(name, listener, true);

  const isComposing = (name: string) => composing?.isConnected === true && composing.name === name;
  const controlOf = (id: string) => {
    const control = place.querySelector(`[id="${focusIds.field(id)}"]`);
    return isControl(control) ? control : null;
  };
  /** What stands in a field's controls; undefined when there is nothing to take up. */
  const standing = (field: Field): Answer | undefined => {
    const { id, kind } = field;
    if (kind === 'choice' || kind === 'term' || kind === 'multi') {
      const boxes = Array.from(place.querySelectorAll<HTMLInputElement>(`input[name="${id}"]`));
      const picked = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      return boxes.length === 0 ? undefined : kind === 'multi' ? picked : picked[0];
    }
    if (kind === 'region') {
      const [province = '', city = ''] = [id, `${id}-city`].map(
        (name) => place.querySelector<HTMLSelectElement>(`select[name="${name}"]`)?.value,
      );
      return (city.slice(0, 2) === province.slice(0, 2) ? city : province) || undefined;
    }
    const value = controlOf(id)?.value;
    // A date that its control can't show leaves it empty.
    return kind === 'date' ? value || undefined : value;
  };

  return {
    shows(name, wanted) {
      const shown = composing && isComposing(name) ? composing.value : wanted;
      drawn.set(name, shown);
      return shown;
    },
    isComposing,
    read() {
      const { state } = desk;
      if (state.accepted || (state.sending !== 'no' && state.sending !== 'wait')) return;
      for (const field of fieldsOf(state.bundle.form)) {
        const { id, kind } = field;
        const stands = isComposing(id) ? undefined : standing(field);
        const before = drawn.has(id) ? drawn.get(id) : drawnAnswers.get(id);
        if (stands !== undefined && !isSame(stands, before) && !isSame(stands, desk.state.answers.get(id)))
          desk.answer(id, stands);
        if (kind === 'phone') {
          const name = `${id}-code`;
          const typed = place.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
          const isTold = isComposing(name) || typed === drawn.get(name) || typed === code.typed;
          if (typed !== '' && !isTold) code.type(typed);
        }
      }
      drawnAnswers = desk.state.answers;
    },
    isUnreadable: (id) => controlOf(id)?.validity?.badInput === true,
    end() {
      for (const [name, listener] of listeners) place.removeEventListener(name, listener, true);
    },
  };
}

function isControl(target: unknown): target is Control {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

/** Inputs drop line breaks, and blanks at the ends of an address: that is no change. */
function isSame(stands: Answer, answer: Answer = ''): boolean {
  return plain(stands) === plain(answer);
}

function plain(answer: Answer): string {
  return String(answer)
    .replace(/[\r\n]/g, '')
    .trim();
}
