/** Owns the native control of each field kind; must not judge what is entered. */
import type { InputHTMLAttributes } from 'preact';
import { provinces } from '../../../contract/fields/region.ts';
import type { Field, FieldKind, Option } from '../../../contract/form.ts';
import type { FormSession } from '../form-session.ts';
import { focusIds } from '../form-state.ts';
import * as words from '../words-zh-cn.ts';

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
  const answer = session.state.answers.get(id);
  const common = {
    id: focusIds.field(id),
    name: id,
    required: field.required,
    value: typeof answer === 'string' ? answer : '',
    part: 'input',
    'aria-invalid': session.state.errors.has(id),
    'aria-describedby': describedBy,
    onInput: (event: { currentTarget: { value: string } }) => session.answer(id, event.currentTarget.value),
    onBlur: () => session.judge(id),
  };
  switch (kind) {
    case 'term':
    case 'choice':
    case 'multi':
      return <Choices field={field} session={session} />;
    case 'region':
      return (
        <span class="select">
          <select {...common} autocomplete="address-level1">
            <option value="">{field.placeholder ?? words.choose}</option>
            {provinces.map(([prefix, name]) => (
              <option key={prefix} value={`${prefix}0000`}>
                {name}
              </option>
            ))}
          </select>
        </span>
      );
    case 'amount':
      return (
        <span class="amount">
          <input {...common} {...keyboards.amount} placeholder={field.placeholder} />
          <span aria-live="polite">{session.part?.readAmount(answer) || words.yuan}</span>
        </span>
      );
    case 'text':
      if ((field.maxLength ?? 500) > longText)
        return <textarea {...common} rows={3} placeholder={field.placeholder} />;
  }
  const bounds = kind === 'date' ? { min: field.min, max: field.max } : {};
  return <input {...common} {...keyboards[kind]} {...bounds} placeholder={field.placeholder} />;
}

function optionsOf(field: Extract<Field, { options: unknown }>): Option[] {
  return field.kind === 'term'
    ? field.options.map((months) => ({ value: String(months), label: words.months(months) }))
    : field.options;
}

function Choices({ field, session }: { field: Extract<Field, { options: unknown }>; session: FormSession }) {
  const { id, kind } = field;
  const answer = session.state.answers.get(id);
  const picked = Array.isArray(answer) ? answer : answer === undefined ? [] : [answer];
  const pick = (value: string) => {
    if (kind !== 'multi') return session.answer(id, value);
    // In the order offered, so that the same picks are always the same value.
    const next = optionsOf(field).map((option) => option.value);
    session.answer(
      id,
      next.filter((one) => (one === value) !== picked.includes(one)),
    );
  };
  return (
    <span class={`options ${kind}`}>
      {optionsOf(field).map((option, at) => (
        <label key={option.value} class={picked.includes(option.value) ? 'on' : ''}>
          <input
            id={at === 0 ? focusIds.field(id) : undefined}
            type={kind === 'multi' ? 'checkbox' : 'radio'}
            name={id}
            value={option.value}
            checked={picked.includes(option.value)}
            aria-invalid={session.state.errors.has(id)}
            onChange={() => pick(option.value)}
          />
          {option.label}
        </label>
      ))}
    </span>
  );
}
