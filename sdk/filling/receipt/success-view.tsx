/** Owns what the applicant sees once the application is stored; must not hold what was typed. */
import type { PublishedForm } from '../../../contract/form.ts';
import { focusIds } from '../../form/form-state.ts';
import type { LaterWords } from '../../words/later-words.ts';
import { copyBeside } from '../copy.ts';
import { KeepView } from './keep-view.tsx';
import type { KeptReceipt } from './tab-receipt.ts';

interface Props {
  form: PublishedForm;
  receipt: KeptReceipt;
  /** After a reload, or on another day. */
  isBack: boolean;
  words: LaterWords;
  keep: (() => Promise<boolean>) | null;
  draw(): Promise<string>;
  again(): void;
}

export function SuccessView({ form, receipt: { receipt, share }, isBack, words, keep, draw, again }: Props) {
  const { success } = form;
  const { kept } = words;
  // Whoever is given the address sees the receipt; what stands after its # opens more, and is for the applicant alone.
  const address = receipt.url.replace(/#.*/, '');
  return (
    <section class="done" part="success">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="22" />
        <path d="M15 24.5l6.5 6.5L33.5 18" />
      </svg>
      <h2 id={focusIds.done} tabIndex={-1}>
        {isBack ? kept.title : success?.title || words.received}
      </h2>
      <p>{isBack ? form.title : success?.text || words.receivedText}</p>
      {slip(words.receiptNumber, receiptParts(receipt.id), words, kept.copyLink, address)}
      <p>
        <a href={receipt.url} target="_blank" rel="noopener" part="receipt">
          {words.receiptLink}
        </a>
        <small>{words.receiptHelp}</small>
      </p>
      <KeepView words={words} keep={keep} draw={draw} />
      {share && slip(words.share, [share.url], words, words.copy)}
      {share && (
        <p>
          <small>{words.shareHelp}</small>
        </p>
      )}
      {isBack && (
        <p>
          <button type="button" class="link" onClick={again}>
            {kept.again}
          </button>
        </p>
      )}
    </section>
  );
}

/** What says whose it is, then groups of four, spaced by style: what is selected by hand is the number alone. */
function receiptParts(id: string): string[] {
  const at = id.lastIndexOf('_') + 1;
  return [id.slice(0, at), ...(id.slice(at).match(/.{1,4}/g) ?? [])];
}

/** @param copied what the button copies */
function slip(title: string, parts: string[], words: LaterWords, label: string, copied = parts.join('')) {
  return (
    <div class="slip">
      <div>
        <small>{title}</small>
        <code>
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one number never move, and two may be alike
            <span key={at}>{part}</span>
          ))}
        </code>
      </div>
      <button
        type="button"
        class="quiet"
        aria-live="polite"
        onClick={(event) => copyBeside(event, copied, words.copied)}
      >
        {label}
      </button>
    </div>
  );
}
