/** Owns what the applicant sees once the application is stored; must not hold what was typed. */
import type { PublishedForm } from '../../contract/form.ts';
import type { Accepted } from '../../contract/submission.ts';
import { focusIds } from '../form/form-state.ts';
import type { LaterWords } from '../words/later-words.ts';
import { copyBeside } from './copy.ts';

interface Props {
  form: PublishedForm;
  accepted: Accepted;
  words: LaterWords;
}

export function SuccessView({ form: { success }, accepted: { receipt, share }, words }: Props) {
  return (
    <section class="done" part="success">
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="22" />
        <path d="M15 24.5l6.5 6.5L33.5 18" />
      </svg>
      <h2 id={focusIds.done} tabIndex={-1}>
        {success?.title || words.received}
      </h2>
      <p>{success?.text || words.receivedText}</p>
      {slip(words.receiptNumber, receiptParts(receipt.id), words)}
      <p>
        <a href={receipt.url} target="_blank" rel="noopener" part="receipt">
          {words.receiptLink}
        </a>
        <small>{words.receiptHelp}</small>
      </p>
      {share && slip(words.share, [share.url], words)}
      {share && (
        <p>
          <small>{words.shareHelp}</small>
        </p>
      )}
    </section>
  );
}

/** What says whose it is, then groups of four, spaced by style: what is copied is the number alone. */
function receiptParts(id: string): string[] {
  const at = id.lastIndexOf('_') + 1;
  return [id.slice(0, at), ...(id.slice(at).match(/.{1,4}/g) ?? [])];
}

function slip(title: string, parts: string[], { copy, copied }: LaterWords) {
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
        onClick={(event) => copyBeside(event, parts.join(''), copied)}
      >
        {copy}
      </button>
    </div>
  );
}
