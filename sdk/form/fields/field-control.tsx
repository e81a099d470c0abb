/** Owns the native control of each field kind; must not judge what is entered. */
import type { InputHTMLAttributes } from 'preact';
import type { Field, FieldKind, FieldOf, Option } from '../../../contract/form.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { FirstWords } from '../../words/first-words.ts';
import type { FormSession } from '../form-session.ts';
import { focusIds } from '../form-state.ts';
import { amountReading } from './amount-reading.ts';
import { quickAmounts } from './quick-amounts.ts';

interface Props {
  field: Field;
  session: FormSession;
  describedBy: string;
}

type Keyboard = InputHTMLAttributes<HTMLInputElement>;

const code: Keyboard = { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false };

/** What a phone's keyboard and autofill should offer. */
const keyboards: Partial<Record<FieldKind, Keyboard>> = {
  name: { autocomplete: 'name' },
  phone: { type: 'tel', autocomplete: 'tel-national', inputMode: 'tel' },
  // The last sign may be X: a numeric keyboard would lock those people out.
  id_number: { ...code, inputMode: 'text' },
  uscc: code,
  company: { autocomplete: 'organization' },
  email: { type: 'email', autocomplete: 'email', inputMode: 'email' },
  amount: { inputMode: 'numeric', autocomplete: 'off' },
  number: { inputMode: 'decimal', autocomplete: 'off' },
  date: { type: 'date' },
};

/** Longer texts get several lines. */
const longText = 80;

export function FieldControl({ field, session, describedBy }: Props) {
  const { id, kind } = field;
  const { filling, state, words } = session;
  const answer = state.answers.get(id);
  const typed = typeof answer === 'string' ? answer : undefined;
  const common = {
    id: focusIds.field(id),
    name: id,
    required: field.required,
    // Until it can be read, what a password manager or a script put in without an event is left as it stands.
    value: filling ? filling.display(field, typed || '', state.inFocus === id) : typed,
    part: 'input',
    placeholder: field.placeholder,
    'aria-invalid': state.errors.has(id),
    'aria-describedby': describedBy,
    onInput: (event: { currentTarget: { value: string } }) => session.answer(id, event.currentTarget.value),
    onFocus: () => session.set({ inFocus: id }),
    onBlur: () => {
      session.set({ inFocus: '' });
      filling?.judge(id);
    },
  };
  const control = filling?.control(field, common);
  if (control) return control;
  switch (kind) {
    case 'term':
    case 'choice':
    case 'multi':
      return <Choices field={field} session={session} />;
    case 'region':
      // Its lists come with the filling part, at the first touch.
      return (
        <span class="select">
          <select {...common}>
            <option value="">{field.placeholder ?? words.choose}</option>
          </select>
        </span>
      );
    case 'amount':
      return (
        <>
          <span class="amount">
            <input {...common} {...keyboards.amount} />
            <span aria-live="polite">{filling?.aside(field, answer) ?? words.yuan}</span>
          </span>
          <QuickAmounts field={field} session={session} />
        </>
      );
    case 'text':
      if ((field.maxLength ?? 500) > longText) return <textarea {...common} rows={3} />;
  }
  const bounds = kind === 'date' ? { min: field.min, max: field.max } : {};
  return (
    <span class="control">
      <input {...common} {...keyboards[kind]} {...bounds} />
      {filling?.aside(field, answer)}
    </span>
  );
}

function QuickAmounts({ field, session }: { field: FieldOf<'amount'>; session: FormSession }) {
  const { words } = session;
  return (
    <span class="quick">
      {quickAmounts(field).map((sum) => (
        <button
          type="button"
          key={sum}
          aria-pressed={Number(session.state.answers.get(field.id)) === sum}
          onClick={() => session.answer(field.id, String(sum))}
        >
          {amountReading(sum, words.amount, words.yuan)}
        </button>
      ))}
    </span>
  );
}

function optionsOf(field: Extract<Field, { options: unknown }>, words: FirstWords): Option[] {
  return field.kind === 'term'
    ? field.options.map((months) => ({ value: String(months), label: fillIn(words.months, { months }) }))
    : field.options;
}

function Choices({ field, session }: { field: Extract<Field, { options: unknown }>; session: FormSession }) {
  const { id, kind } = field;
  const options = optionsOf(field, session.words);
  const answer = session.state.answers.get(id);
  const picked = Array.isArray(answer) ? answer : answer === undefined ? [] : [answer];
  const pick = (value: string) =>
    session.answer(
      id,
      kind === 'multi'
        ? // In the order offered, so that the same picks are always the same value.
          options.map((one) => one.value).filter((one) => (one === value) !== picked.includes(one))
        : value,
    );
  return (
    <span class={`options ${kind}`}>
      {options.map(({ value, label }, at) => (
        <label key={value} class={picked.includes(value) ? 'on' : ''}>
          <input
            id={at === 0 ? focusIds.field(id) : undefined}
            type={kind === 'multi' ? 'checkbox' : 'radio'}
            name={id}
            value={value}
            checked={picked.includes(value)}
            aria-invalid={session.state.errors.has(id)}
            onChange={() => pick(value)}
          />
          {label}
        </label>
      ))}
    </span>
  );
}
