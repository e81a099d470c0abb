/** Owns a button that copies a text and says so; must not know what the text is for. */
import { Component } from 'preact';
import { copyText } from '../copy-text.ts';

interface Props {
  text: string;
  label: string;
  isMain?: boolean;
}

const saidMs = 2000;

export class CopyButton extends Component<Props, { said: string }> {
  override state = { said: '' };
  timer = 0;

  override componentWillUnmount() {
    clearTimeout(this.timer);
  }

  copy = async (event: Event) => {
    const button = event.currentTarget;
    if (!(button instanceof HTMLElement)) return;
    const isCopied = await copyText(this.props.text, button);
    this.setState({ said: isCopied ? '已复制' : '请长按文字手动复制' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.setState({ said: '' }), saidMs);
  };

  override render({ label, isMain }: Props, { said }: { said: string }) {
    return (
      <>
        <button type="button" class={isMain ? 'main' : ''} onClick={this.copy}>
          {said || label}
        </button>
        <span class="sr" role="status">
          {said}
        </span>
      </>
    );
  }
}
