/** Owns the form's outline on screen: heading, steps, fields, consents, buttons; must not decide anything. */
import { fillIn } from '../words/fill-in.ts';
import { ConsentList } from './consents/consent-list.tsx';
import { DisclosureView } from './disclosure-view.tsx';
import { FieldRow } from './fields/field-row.tsx';
import type { FormSession } from './form-session.ts';
import { focusIds } from './form-state.ts';

interface Props {
  session: FormSession;
}

export function FormView({ session }: Props) {
  const { bundle, open, spoken } = session.state;
  const notice = bundle.notices.find(({ id }) => id === open);
  const { filling } = session;
  return (
    <>
      {filling?.success() || <OpenForm session={session} />}
      <p class="sr" aria-live="polite">
        {spoken}
      </p>
      {notice && filling?.sheet(notice)}
    </>
  );
}

function OpenForm({ session }: Props) {
  const { words, filling } = session;
  const { bundle, step, banner } = session.state;
  const { form } = bundle;
  const steps = session.steps();
  const shown = session.shown();
  const at = steps.indexOf(step);
  const isLast = at === steps.length - 1;
  const submit = (event: Event) => {
    event.preventDefault();
    session.submit();
  };
  return (
    <form noValidate onSubmit={submit} part="form" aria-labelledby="title">
      <button type="button" class="size link" onClick={session.enlarge}>
        {words.large}
      </button>
      <h2 id="title" part="title">
        {form.title}
      </h2>
      {steps.length > 1 && (
        <div class="progress" part="progress">
          <p id={focusIds.step} tabIndex={-1}>
            <span>{fillIn(words.step, { at: at + 1, of: steps.length })}</span>
            <b>{form.steps[step]?.title}</b>
          </p>
          {steps.map((one) => (
            <i key={one} class={one <= step ? 'on' : ''} />
          ))}
        </div>
      )}
      {form.disclosure && at === 0 && <DisclosureView disclosure={form.disclosure} words={words} />}
      {form.steps[step]?.fields.map(
        (field) =>
          !field.hidden && shown.has(field.id) && <FieldRow key={field.id} field={field} session={session} />,
      )}
      {step === form.steps.length && filling?.review()}
      {isLast && <ConsentList session={session} />}
      {filling?.unseen()}
      {banner && (
        <p class="message" role="alert" part="message">
          {banner}
        </p>
      )}
      <Buttons session={session} isFirst={at === 0} isLast={isLast} />
    </form>
  );
}

/** Keeps the field in focus while a button is pressed: its error would push the button away from under the finger. */
function keepFocus(event: Event): void {
  event.preventDefault();
}

function Buttons({ session, isFirst, isLast }: Props & { isFirst: boolean; isLast: boolean }) {
  const { words, filling } = session;
  const { sending } = session.state;
  const [label, backLabel] = filling?.underWay() ?? [isLast ? words.submit : words.next, words.back];
  const busy = sending !== 'no';
  return (
    <div class="buttons">
      <button type="submit" class="main" part="button" aria-disabled={busy} onMouseDown={keepFocus}>
        {busy && <i class="spin" />}
        <span>{label}</span>
      </button>
      {filling && (!isFirst || sending === 'offline') && (
        <button type="button" class="quiet" part="back" onMouseDown={keepFocus} onClick={filling.back}>
          {backLabel}
        </button>
      )}
    </div>
  );
}
