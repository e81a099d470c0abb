/** Owns a notice's text as markup: its blocks, then the parts every notice must tell, as the form showed them; adds nothing. */
import type { Block, PublishedNotice, Recipient } from '../../../contract/notice.ts';
import { type Markup, markup } from './html.ts';
import type { NoticeWords } from './receipt-words.ts';

export function noticeMarkup(notice: PublishedNotice, words: NoticeWords): Markup {
  const { parties, bureaus, validity } = notice;
  const duties: [string, Markup | string | undefined][] = [
    [words.purposes, listOf(notice.purposes)],
    [words.infoKinds, listOf(notice.infoKinds)],
    [words.recipients, parties && markup`${parties.map((party) => partyMarkup(party, words))}`],
    [words.bureaus, bureaus && listOf(bureaus)],
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
  return markup`${notice.blocks.map(blockMarkup)}${told}`;
}

function blockMarkup(block: Block): Markup {
  if (block.type === 'list') return listOf(block.items, block.strong);
  if (block.type === 'heading') return markup`<h4>${block.text}</h4>`;
  return block.strong ? markup`<p><strong>${block.text}</strong></p>` : markup`<p>${block.text}</p>`;
}

function listOf(items: readonly string[], isStrong = false): Markup {
  const each = items.map((item) =>
    isStrong ? markup`<li><strong>${item}</strong></li>` : markup`<li>${item}</li>`,
  );
  return markup`<ul class="dots">${each}</ul>`;
}

function partyMarkup({ legalName, uscc, contact, address }: Recipient, words: NoticeWords): Markup {
  const lines = [uscc && words.uscc + uscc, words.contactOf + contact, address && words.address + address];
  const shown = lines.flatMap((line) => (line ? [markup`<br>${line}`] : []));
  return markup`<p><strong>${legalName}</strong>${shown}</p>`;
}
