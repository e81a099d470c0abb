/** Owns the row in which a phone number is proved: one input for the code, one button to get it; must not send anything. */
import type { Field } from '../../../contract/form.ts';
import { type FormDesk, focusIds } from '../../form/form-state.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { LaterWords } from '../../words/later-words.ts';
import { waitWords } from '../problem-sentence.ts';
import { codeKey, type PhoneCode } from './phone-code.ts';

interface Props {
  field: Field;
  desk: FormDesk;
  words: LaterWords['code'];
  wait: LaterWords['wait'];
  code: PhoneCode;
  /** What the input is to show, given what is wanted. */
  shows(name: string, wanted: string): string;
}

/** One input, not six boxes: those break what phones fill in by themselves. */
export function CodeRow({ field, desk, words, wait, code, shows }: Props) {
  const key = codeKey(field.id);
  const id = focusIds.field(key);
  const error = desk.state.errors.get(key);
  const name = `${field.id}-code`;
  const seconds = code.secondsLeft();
  return (
    <div class={error ? 'code wrong' : 'code'} part="code">
      <label for={id}>
        <b>{words.label}</b>
      </label>
      <span class="ask">
        <input
          id={id}
          name={name}
          part="input"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          required
          value={shows(name, code.typed)}
          aria-invalid={!!error}
          aria-describedby={`h-${key} e-${key}`}
          onInput={(event) => code.type(event.currentTarget.value)}
        />
        <button
          type="button"
          class="quiet"
          part="code-button"
          aria-disabled={code.busy || seconds > 0}
          onClick={code.send}
        >
          {code.busy
            ? words.sending
            : seconds > 120
              ? fillIn(words.againLater, { when: waitWords(seconds, wait) })
              : seconds > 0
                ? fillIn(words.again, { seconds })
                : code.sentTo
                  ? words.resend
                  : words.send}
        </button>
      </span>
      <small id={`h-${key}`} class="help">
        {code.sentTo ? fillIn(words.sent, { phone: code.sentTo }) : words.help}
      </small>
      <p id={`e-${key}`} class="error">
        {error}
      </p>
    </div>
  );
}
