/** Owns which rules of today a published form does not satisfy, as published: it goes on, and its tenant is told; must not refuse anything. */
import type { PublishedForm } from '../../contract/form.ts';
import type { PublishedNotice, Recipient } from '../../contract/notice.ts';
import type { Finding } from '../../contract/problem.ts';
import { checkForm, type FormWords } from '../publishing/check-form.ts';
import { checkNotice } from '../publishing/check-notice.ts';
import type { Publisher } from '../publishing/cost-cap.ts';

export interface PublishedWith {
  /** Of what the form pins, by id. */
  noticeOf: (id: string) => PublishedNotice | undefined;
  recipientOf: (id: string) => Recipient | undefined;
  words: FormWords;
  hasSms: boolean;
  publisher: Publisher;
}

/** What publishing the same again would be refused for: in the form, and in the structure of each text that it pins. */
export function outdatedRules(
  form: PublishedForm,
  { noticeOf, recipientOf, words, hasSms, publisher }: PublishedWith,
): Finding[] {
  const pinned = form.consents.flatMap(({ notice: id }, at) => {
    const notice = noticeOf(id);
    return notice === undefined
      ? []
      : checkNotice(notice, (party) => recipientOf(party) ?? partyOf(notice, party)).map((finding) => ({
          ...finding,
          path: `consents.${at}.notice.${finding.path}`,
        }));
  });
  return [...checkForm(form, noticeOf, words, hasSms, publisher), ...pinned];
}

function partyOf({ parties = [] }: PublishedNotice, id: string): Recipient | undefined {
  return parties.find((party) => party.id === id);
}
