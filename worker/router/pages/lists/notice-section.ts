/** Owns the full text of one notice on the page of lists: its blocks, then what its members tell; must not add a word of its own. */
import type { Block, PublishedNotice } from '../../../../contract/notice.ts';
import { type Markup, markup } from '../html.ts';
import type { ListsWords } from './lists-words.ts';

function blockOf(block: Block): Markup {
  if (block.type === 'list') return itemsOf(block.items, block.strong);
  if (block.type === 'heading') return markup`<h4>${block.text}</h4>`;
  return block.strong ? markup`<p><strong>${block.text}</strong></p>` : markup`<p>${block.text}</p>`;
}

function itemsOf(items: readonly string[], strong: boolean | undefined): Markup {
  const shown = items.map((item) =>
    strong ? markup`<li><strong>${item}</strong></li>` : markup`<li>${item}</li>`,
  );
  return markup`<ul class="plain">${shown}</ul>`;
}

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
    [says.purposes, itemsOf(notice.purposes, false)],
    [says.infoKinds, itemsOf(notice.infoKinds, false)],
    [says.recipients, named === undefined || named.length === 0 ? undefined : markup`${named}`],
    [says.bureaus, bureaus && itemsOf(bureaus, false)],
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
  return markup`<article id="notice-${notice.id}" lang="${notice.locale}"><h3>${notice.title}</h3><p class="quiet">${isRequired ? says.required : says.optional} · ${says.version(notice.version, since)}</p>${notice.blocks.map(blockOf)}${told}<p class="quiet">${says.digest} <code>${notice.digest}</code></p></article>`;
}
