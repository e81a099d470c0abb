/** Owns the consents on screen, one row per notice, each unticked until a hand ticks it; must not know the wire. */
import { Component, createRef } from 'preact';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { FormSession } from '../form-session.ts';
import { focusIds } from '../form-state.ts';
import * as words from '../words-zh-cn.ts';
import { bareTitle, consentSentence } from './consent-sentence.ts';

export function ConsentList({ session }: { session: FormSession }) {
  const { form, notices } = session.state.bundle;
  return (
    <fieldset class="agree" part="consents">
      <legend>{words.consents}</legend>
      {form.consents.map(({ notice: id, required, digest }) => {
        const notice = notices.find((one) => one.id === id);
        return notice && <ConsentRow key={digest} notice={notice} required={required} session={session} />;
      })}
    </fieldset>
  );
}

/** Stops a script's click on the row before a label can pass it on: how far such a click is trusted is each browser's own. */
function refuseScripts(event: Event): void {
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
            {consentSentence(notice).map(({ text, strong }) =>
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
            《{bareTitle(notice)}》
          </button>
          {!required && <small>{words.consentOptional}</small>}
          <p id={`e-${id}`} class="error">
            {error}
          </p>
        </div>
      </div>
    );
  }
}
