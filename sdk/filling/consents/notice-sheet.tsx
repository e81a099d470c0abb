/** Owns the full text of a notice in a dialog, read to its end before it can be agreed to there; must not judge the reading. */
import { Component, createRef } from 'preact';
import type { PublishedNotice } from '../../../contract/notice.ts';
import { bareTitle } from '../../form/consents/consent-sentence.ts';
import type { FormDesk } from '../../form/form-state.ts';
import { watchView } from '../../form/watch-view.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { LaterWords } from '../../words/later-words.ts';
import { openDialog } from '../open-dialog.ts';
import { blockView, dutyViews } from './notice-text.tsx';
import type { Reading } from './reading.ts';

interface Props {
  notice: PublishedNotice;
  desk: FormDesk;
  words: LaterWords;
  reading: Reading;
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
    const { notice, reading } = this.props;
    const observer = watchEnd(end, () => reading.endSeen(notice));
    // A hidden tab shows nothing: that is no reading.
    const timer = setInterval(() => {
      if (!document.hidden && reading.secondsLeft(notice) > 0) reading.readForASecond(notice);
    }, 1000);
    const close = openDialog(dialog);
    this.undo = () => {
      observer?.disconnect();
      clearInterval(timer);
      close();
    };
  }

  override componentWillUnmount() {
    this.undo();
  }

  close = () => this.props.desk.open(null);

  override render({ notice, words }: Props) {
    return (
      <dialog
        ref={this.dialog}
        class="sheet"
        part="sheet"
        aria-labelledby="sheet"
        translate={false}
        onClose={this.close}
        onClick={(event) => event.target === this.dialog.current && this.close()}
        onKeyDown={(event) => event.key === 'Escape' && this.close()}
      >
        <header>
          <h2 id="sheet">{bareTitle(notice)}</h2>
          <button type="button" class="x" aria-label={words.close} onClick={this.close} />
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div class="text" tabIndex={0}>
          {notice.blocks.map(blockView)}
          {dutyViews(notice, words.sheet)}
          <footer ref={this.end}>
            {fillIn(words.sheet.version, { version: notice.version })} · {words.sheet.digest}{' '}
            <code>{notice.digest.slice(7, 23)}</code>
          </footer>
        </div>
        {this.agree(this.props)}
      </dialog>
    );
  }

  /** Ticks this one notice, once its end was in view and the time that it asks for is over. */
  agree({ notice, desk, words, reading }: Props) {
    const { sheet } = words;
    const isTicked = desk.state.ticked.has(notice.id);
    const seconds = reading.secondsLeft(notice);
    const isOpen = isTicked || (seconds === 0 && reading.isEndSeen(notice));
    const agree = (event: Event) => {
      if (!event.isTrusted || !isOpen) return;
      if (!isTicked) desk.tick(notice.id, event);
      this.close();
    };
    return (
      <button type="button" class="main" part="button" aria-disabled={!isOpen} onClick={agree}>
        {isTicked
          ? sheet.agreed
          : seconds > 0
            ? fillIn(sheet.readFirst, { seconds })
            : isOpen
              ? sheet.agree
              : sheet.scrollFirst}
      </button>
    );
  }
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
