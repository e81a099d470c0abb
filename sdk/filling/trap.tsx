/** Owns the input that people never see and bots like to fill; must not judge who filled it. */
import { createRef } from 'preact';

const input = { name: 'comments', autocomplete: 'off', tabIndex: -1 };
/** Password managers are asked to stay away: what they fill would speak against a person. */
const unmanaged = { 'data-1p-ignore': '', 'data-lpignore': 'true', 'data-bwignore': '' };

export function createTrap() {
  const filled = createRef<HTMLInputElement>();
  return {
    /** What stands in it; undefined when nothing does. */
    read: (): string | undefined => filled.current?.value.slice(0, 100) || undefined,
    view: () => (
      <span class="more" aria-hidden="true">
        <input ref={filled} {...input} {...unmanaged} />
      </span>
    ),
  };
}
