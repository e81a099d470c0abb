/** Owns the frame around one field: label, purpose, help, error; must not know how the kind is entered. */
import type { Field } from '../../../contract/form.ts';
import type { FormSession } from '../form-session.ts';
import { focusIds } from '../form-state.ts';
import { FieldControl } from './field-control.tsx';

interface Props {
  field: Field;
  session: FormSession;
}

/** Kinds entered through several controls under one legend. */
const grouped = /^(?:term|choice|multi)$/;

export function FieldRow({ field, session }: Props) {
  const { id, label, help, purpose, required } = field;
  const error = session.state.errors.get(id);
  const describedBy = [`p-${id}`, help && `h-${id}`, error && `e-${id}`].filter(Boolean).join(' ');
  const heading = (
    <>
      <b part="label">{label}</b>
      {!required && <span class="optional">{session.words.optional}</span>}
    </>
  );
  const inside = (
    <>
      <small id={`p-${id}`} class="purpose">
        {purpose}
      </small>
      <FieldControl field={field} session={session} describedBy={describedBy} />
      {help && (
        <small id={`h-${id}`} class="help">
          {help}
        </small>
      )}
      <p id={`e-${id}`} class="error" part="error">
        {error}
      </p>
      {session.filling?.below(field)}
    </>
  );
  const className = `field${error ? ' wrong' : ''}`;
  return grouped.test(field.kind) ? (
    <fieldset class={className} part="field" aria-describedby={describedBy}>
      <legend>{heading}</legend>
      {inside}
    </fieldset>
  ) : (
    <div class={className} part="field">
      <label for={focusIds.field(id)}>{heading}</label>
      {inside}
    </div>
  );
}
