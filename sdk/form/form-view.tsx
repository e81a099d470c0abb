/** Owns the form's outline on screen: heading, steps, fields, consents, buttons; must not decide anything. */
import { ConsentList } from './consents/consent-list.tsx';
import { DisclosureView } from './disclosure-view.tsx';
import { FieldRow } from './fields/field-row.tsx';
import type { FormSession } from './form-session.ts';
import { focusIds } from './form-state.ts';
import * as words from './words-zh-cn.ts';

interface Props {
  session: FormSession;
}

export function FormView({ session }: Props) {
  const { bundle, open, accepted, spoken } = session.state;
  const notice = bundle.notices.find(({ id }) => id === open);
  const { part } = session;
  return (
    <>
      {part && accepted ? (
        <part.SuccessView form={bundle.form} accepted={accepted} />
      ) : (
        <OpenForm session={session} />
      )}
      <p class="sr" aria-live="polite">
        {spoken}
      </p>
      {part && notice && (
        <part.NoticeSheet
          notice={notice}
          close={() => session.open(null)}
          endSeen={() => session.endSeen(notice.id)}
        />
      )}
    </>
  );
}

function OpenForm({ session }: Props) {
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
      <h2 id="title" part="title">
        {form.title}
      </h2>
      {steps.length > 1 && (
        <div class="progress" part="progress">
          <p id={focusIds.step} tabIndex={-1}>
            {words.step(at + 1, steps.length)}
            <b>{form.steps[step]?.title}</b>
          </p>
          {steps.map((one) => (
            <i key={one} class={one <= step ? 'on' : ''} />
          ))}
        </div>
      )}
      {form.disclosure && at === 0 && <DisclosureView disclosure={form.disclosure} />}
      {form.steps[step]?.fields.map(
        (field) => shown.has(field.id) && <FieldRow key={field.id} field={field} session={session} />,
      )}
      {isLast && <ConsentList session={session} />}
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
  const { sending } = session.state;
  const label = isLast ? words.submit : words.next;
  const busy = sending !== 'no';
  return (
    <div class="buttons">
      <button type="submit" class="main" part="button" aria-disabled={busy} onMouseDown={keepFocus}>
        {busy && <i class="spin" />}
        {sending === 'first' ? words.sending : sending === 'again' ? words.retrying : label}
      </button>
      {!isFirst && (
        <button type="button" class="quiet" part="back" onMouseDown={keepFocus} onClick={session.back}>
          {words.back}
        </button>
      )}
    </div>
  );
}
