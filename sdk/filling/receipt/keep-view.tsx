/** Owns the buttons by which an applicant keeps the receipt: on this phone, as a picture; must not know how either is done. */
import { Component } from 'preact';
import type { LaterWords } from '../../words/later-words.ts';

interface Props {
  words: LaterWords;
  /** Null where there is no number to keep it under. */
  keep: (() => Promise<boolean>) | null;
  draw(): Promise<string>;
}

export class KeepView extends Component<Props, { said: string; picture: string }> {
  override state = { said: '', picture: '' };

  readonly #keep = async () => {
    const { keep, words } = this.props;
    const isKept = keep !== null && (await keep());
    this.setState({ said: isKept ? words.kept.done : words.kept.failed });
  };

  readonly #draw = async () => {
    try {
      this.setState({ picture: await this.props.draw(), said: '' });
    } catch {
      this.setState({ said: this.props.words.kept.failed });
    }
  };

  override render({ keep, words: { kept } }: Props) {
    const { said, picture } = this.state;
    return (
      <div class="keep">
        <button type="button" class="quiet" onClick={this.#draw}>
          {kept.picture}
        </button>
        {keep && (
          <button type="button" class="quiet" onClick={this.#keep}>
            {kept.keep}
          </button>
        )}
        <p role="status">
          <small>{said}</small>
        </p>
        {picture && (
          <p>
            <a href={picture} download="receipt.png">
              <img src={picture} alt={kept.pictureHint} />
            </a>
            <small>{kept.pictureHint}</small>
          </p>
        )}
      </div>
    );
  }
}
