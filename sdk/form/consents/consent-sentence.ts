/** Owns the sentence beside a consent's checkbox, with recipients by name; must not know whether it is ticked. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import { fillIn } from '../../words/fill-in.ts';
import type { FirstWords } from '../../words/first-words.ts';

export interface Phrase {
  text: string;
  /** A recipient's legal name. */
  strong: boolean;
}

/** The notice's title without the book marks that are put around it on screen. */
export function bareTitle(notice: PublishedNotice): string {
  return notice.title.replace(/^《(.*)》$/, '$1');
}

/** The notice's own summary, else one made from its kind; every named recipient is in it, in bold. */
export function consentSentence(notice: PublishedNotice, words: FirstWords): Phrase[] {
  const { listSeparator } = words;
  const names = (notice.parties ?? []).map((party) => party.legalName);
  const sentence =
    notice.summary ??
    fillIn(words.sentence?.[notice.kind] ?? '', {
      names: names.join(listSeparator),
      purposes: notice.purposes.join(listSeparator),
      kinds: notice.infoKinds.join(listSeparator),
    });
  const missing = names.filter((name) => !sentence.includes(name));
  const more = missing.length > 0 ? fillIn(words.recipients, { names: missing.join(listSeparator) }) : '';
  return boldNames(sentence + more, names);
}

function boldNames(sentence: string, names: readonly string[]): Phrase[] {
  let phrases: Phrase[] = [{ text: sentence, strong: false }];
  // Longest first: one name may begin another, as a bank's does its branch's.
  for (const name of [...names].sort((a, b) => b.length - a.length)) {
    phrases = phrases.flatMap((phrase) => {
      if (phrase.strong) return [phrase];
      const rest = phrase.text.split(name);
      return rest.flatMap((text, at) =>
        at === 0
          ? [{ text, strong: false }]
          : [
              { text: name, strong: true },
              { text, strong: false },
            ],
      );
    });
  }
  return phrases.filter((phrase) => phrase.text !== '');
}
