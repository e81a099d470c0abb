/** Owns the full text of one notice on the page of lists: its blocks, then what its members tell; must not add a word of its own. */
import type { PublishedNotice } from '../../../../contract/notice.ts';
import { blocksMarkup, listMarkup } from '../block-markup.ts';
import { type Markup, markup } from '../html.ts';
import type { ListsWords } from './lists-words.ts';

/** @param since the day of publication */
export function noticeSection(
  notice: PublishedNotice,
  isRequired: boolean,
  since: string,
  says: ListsWords['notices'],
): Markup {
  const { parties, bureaus, creditPurpose, validity } = notice;
  const named = parties?.map(
    ({ legalName, contact, address, uscc }) =>
      markup`<p><strong>${legalName}</strong><br>${[uscc, contact, address].filter((one) => one !== undefined).join(' · ')}</p>`,
  );
  const duties: [string, Markup | undefined][] = [
    [says.purposes, listMarkup(notice.purposes, false)],
    [says.infoKinds, listMarkup(notice.infoKinds, false)],
    [says.recipients, named === undefined || named.length === 0 ? undefined : markup`${named}`],
    [says.bureaus, bureaus && listMarkup(bureaus, false)],
    [says.creditPurpose, creditPurpose && markup`<p>${says.creditPurposes[creditPurpose]}</p>`],
    [says.validity, validity && markup`<p>${says.validityText(validity.days, validity.maxQueries)}</p>`],
    [says.retention, markup`<p>${notice.retention}</p>`],
    [says.refusal, markup`<p>${notice.refusal}</p>`],
    [says.withdrawal, markup`<p>${notice.withdrawal}</p>`],
    [says.contact, markup`<p>${notice.contact}</p>`],
  ];
  const told = duties.map(([title, text]) =>
    text === undefined ? markup`` : markup`<h4>${title}</h4>${text}`,
  );
  return markup`<article id="notice-${notice.id}" translate="no" lang="${notice.locale}"><h3>${notice.title}</h3><p class="quiet">${isRequired ? says.required : says.optional} · ${says.version(notice.version, since)}</p>${blocksMarkup(notice.blocks, 'h4')}${told}<p class="quiet">${says.digest} <code>${notice.digest}</code></p></article>`;
}
