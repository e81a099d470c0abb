/** Owns what a phone shows that was asked to keep a receipt: that there is one, and the question whose it is; must not open it. */
import { Component, createRef } from 'preact';
import type { LaterWords } from '../../words/later-words.ts';

interface Props {
  /** The day on which it was kept. */
  day: string;
  words: LaterWords;
  /** False for another number than it was kept under. */
  open(phone: string): Promise<boolean>;
  again(): void;
  forget(): void;
}

export class ReturnView extends Component<Props, { isWrong: boolean; isBusy: boolean }> {
  override state = { isWrong: false, isBusy: false };
  readonly #phone = createRef<HTMLInputElement>();

  readonly #submit = async (event: Event) => {
    event.preventDefault();
    const input = this.#phone.current;
    if (!input || this.state.isBusy) return;
    this.setState({ isBusy: true });
    const isOpen = await this.props.open(input.value);
    this.setState({ isBusy: false, isWrong: !isOpen });
    if (!isOpen) input.focus();
  };

  override render({ day, words: { kept }, again, forget }: Props) {
    const { isWrong, isBusy } = this.state;
    return (
      <form class="done return" part="success" noValidate onSubmit={this.#submit}>
        <h2>{kept.title}</h2>
        <p>{kept.since.replace('{day}', day)}</p>
        <label for="kept-phone">{kept.phone}</label>
        <input
          id="kept-phone"
          ref={this.#phone}
          type="tel"
          inputMode="tel"
          autocomplete="tel-national"
          aria-invalid={isWrong}
          aria-describedby="kept-error"
        />
        <p class="error" id="kept-error" role="alert">
          {isWrong && kept.wrong}
        </p>
        <button type="submit" class="main" aria-disabled={isBusy}>
          {kept.open}
        </button>
        <p>
          <button type="button" class="link" onClick={again}>
            {kept.again}
          </button>
          <button type="button" class="link" onClick={forget}>
            {kept.forget}
          </button>
        </p>
      </form>
    );
  }
}
