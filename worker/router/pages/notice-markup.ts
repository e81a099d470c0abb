/** Owns a notice's text as markup: its blocks, then the parts every notice must tell, as the form showed them; adds nothing. */
import type { PublishedNotice, Recipient } from '../../../contract/notice.ts';
import { blocksMarkup, listMarkup } from './block-markup.ts';
import { type Markup, markup } from './html.ts';
import type { NoticeWords } from './receipt-words.ts';

export function noticeMarkup(notice: PublishedNotice, words: NoticeWords): Markup {
  const { parties, bureaus, validity } = notice;
  const duties: [string, Markup | string | undefined][] = [
    [words.purposes, listMarkup(notice.purposes)],
    [words.infoKinds, listMarkup(notice.infoKinds)],
    [words.recipients, parties && markup`${parties.map((party) => partyMarkup(party, words))}`],
    [words.bureaus, bureaus && listMarkup(bureaus)],
    [words.validity, validity && words.validityText(validity.days, validity.maxQueries)],
    [words.retention, notice.retention],
    [words.refusal, notice.refusal],
    [words.withdrawal, notice.withdrawal],
    [words.contact, notice.contact],
  ];
  const told = duties.flatMap(([title, text]) =>
    text === undefined || text === ''
      ? []
      : [markup`<h4>${title}</h4>${text instanceof Object ? text : markup`<p>${text}</p>`}`],
  );
  return markup`${blocksMarkup(notice.blocks, 'h4')}${told}`;
}

function partyMarkup({ legalName, uscc, contact, address }: Recipient, words: NoticeWords): Markup {
  const lines = [uscc && words.uscc + uscc, words.contactOf + contact, address && words.address + address];
  const shown = lines.flatMap((line) => (line ? [markup`<br>${line}`] : []));
  return markup`<p><strong>${legalName}</strong>${shown}</p>`;
}
