/** Owns the consents on screen, one row per notice, each unticked until a hand ticks it; must not know the wire. */
import { Component, createRef } from 'preact';
import type { PinnedConsent } from '../../../contract/form.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { FormSession } from '../form-session.ts';
import { type FormState, focusIds } from '../form-state.ts';
import { bareTitle, consentSentence } from './consent-sentence.ts';

export function ConsentList({ session }: { session: FormSession }) {
  const { words } = session;
  const { bundle } = session.state;
  const asked = askedConsents(session.state);
  return (
    <fieldset class="agree" translate={false} part="consents">
      <legend>{words.consents}</legend>
      {asked.map(({ notice: id, required, digest }) => {
        const notice = bundle.notices.find((one) => one.id === id);
        return notice && <ConsentRow key={digest} notice={notice} required={required} session={session} />;
      })}
      {asked.length < bundle.form.consents.length && session.filling?.askAgain()}
    </fieldset>
  );
}

/** All but the optional ones that were refused lately. */
export function askedConsents({ bundle, declined, errors }: FormState): PinnedConsent[] {
  return bundle.form.consents.filter(
    ({ notice, required }) => required || !declined.has(notice) || errors.has(notice),
  );
}

/** Stops a script's click on the row before a label can pass it on: how far such a click is trusted is each browser's own. */
export function refuseScripts(event: Event): void {
  if (!event.isTrusted) {
    event.preventDefault();
    event.stopPropagation();
  }
}

interface RowProps {
  notice: PublishedNotice;
  required: boolean;
  session: FormSession;
}

class ConsentRow extends Component<RowProps> {
  text = createRef<HTMLLabelElement>();

  override componentDidMount() {
    this.props.session.show(this.props.notice.id, this.text.current);
  }

  override componentWillUnmount() {
    this.props.session.show(this.props.notice.id, null);
  }

  override render({ notice, required, session }: RowProps) {
    const { id } = notice;
    const { words } = session;
    const [open, close] = words.titleMarks;
    const error = session.state.errors.get(id);
    const control = focusIds.consent(id);
    return (
      <div class={error ? 'row wrong' : 'row'} part="consent" onClickCapture={refuseScripts}>
        <input
          type="checkbox"
          id={control}
          checked={session.state.ticked.has(id)}
          aria-invalid={!!error}
          aria-required={required}
          aria-describedby={`e-${id}`}
          onClick={(event) => session.tick(id, event)}
        />
        <div>
          <label for={control} ref={this.text}>
            {consentSentence(notice, words).map(({ text, strong }) =>
              strong ? (
                <b key={text} dir="ltr">
                  {text}
                </b>
              ) : (
                text
              ),
            )}
          </label>
          <button type="button" class="link" onClick={() => session.open(id)}>
            {open + bareTitle(notice) + close}
          </button>
          {!required && <small>{words.consentOptional}</small>}
          <p id={`e-${id}`} class="error" part="error">
            {error}
          </p>
          {session.filling?.below(notice)}
        </div>
      </div>
    );
  }
}
