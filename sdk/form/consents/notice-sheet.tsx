/** Owns the full text of a notice in a dialog; must not let anything but reading happen there. */
import { Component, createRef } from 'preact';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { watchView } from '../watch-view.ts';
import * as words from '../words-zh-cn.ts';
import { bareTitle } from './consent-sentence.ts';
import { blockView, dutyViews } from './notice-text.tsx';

interface Props {
  notice: PublishedNotice;
  close(): void;
  /** The end of the text came into view, by hand. */
  endSeen(): void;
}

export class NoticeSheet extends Component<Props> {
  dialog = createRef<HTMLDialogElement>();
  end = createRef<HTMLElement>();
  /** What undoes the opening: the focus goes back to where it was. */
  undo = () => {};

  override componentDidMount() {
    const dialog = this.dialog.current;
    const end = this.end.current;
    if (!dialog || !end) return;
    const root = dialog.getRootNode();
    const opener = root instanceof ShadowRoot ? root.activeElement : null;
    const observer = watchEnd(end, this.props.endSeen);
    if (dialog.showModal) dialog.showModal();
    else openPlainly(dialog);
    this.undo = () => {
      observer?.disconnect();
      // While a modal dialog is open, nothing outside it can take the focus.
      dialog.close?.();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }

  override componentWillUnmount() {
    this.undo();
  }

  override render({ notice, close }: Props) {
    return (
      <dialog
        ref={this.dialog}
        class="sheet"
        part="sheet"
        aria-labelledby="sheet"
        onClose={close}
        onClick={(event) => event.target === this.dialog.current && close()}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <header>
          <h2 id="sheet">{bareTitle(notice)}</h2>
          <button type="button" class="x" aria-label={words.close} onClick={close} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div class="text" tabIndex={0}>
          {notice.blocks.map(blockView)}
          {dutyViews(notice)}
          <footer ref={this.end}>
            第{notice.version}版 · 校验值 <code>{notice.digest.slice(7, 23)}</code>
          </footer>
        </div>
        <button type="button" class="quiet" onClick={close}>
          {words.close}
        </button>
      </dialog>
    );
  }
}

/** For browsers without modal dialogs (Safari before 15.4): shown by style, focus kept inside by hand. */
function openPlainly(dialog: HTMLElement): void {
  dialog.setAttribute('open', '');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  dialog.classList.add('plain');
  dialog.tabIndex = -1;
  dialog.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && dialog.contains(relatedTarget))) dialog.focus();
  });
  dialog.focus();
}

/**
 * Calls `seen` when the end came into view and a hand brought it there: a script can scroll, but not make a trusted
 * event. A text that fits needs no hand.
 */
function watchEnd(end: Element, seen: () => void): IntersectionObserver | null {
  const text = end.parentElement;
  if (!text) return null;
  let byHand = false;
  for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    text.addEventListener(name, (event) => (byHand ||= event.isTrusted), { passive: true });
  const observer = watchView(
    (entries) => {
      const isSeen = entries.some((entry) => entry.isIntersecting);
      if (isSeen && (byHand || text.scrollHeight <= text.clientHeight + 1)) seen();
    },
    { root: text },
  );
  observer?.observe(end);
  return observer;
}
