/** Owns a notice's text on an authorisation's page: its terms in short, then every word of it; must not add to them. */
import { validityOf } from '../../../contract/authorisation.ts';
import type { PublishedNotice, Recipient } from '../../../contract/notice.ts';
import type { AuthorisationWords, LaterKind } from './authorisation-words.ts';
import { blocksMarkup, listMarkup } from './block-markup.ts';
import { type Markup, markup } from './html.ts';

/** The kind, as one that can be asked for later: no other comes to this page. */
export function laterKindOf({ kind }: PublishedNotice): LaterKind {
  return kind === 'credit_query' || kind === 'credit_report' ? kind : 'provide';
}

/** Whom it names, for what, until when: what an applicant must not have to look for. */
export function keyTerms(notice: PublishedNotice, words: AuthorisationWords): Markup {
  const validity = validityOf(notice);
  const kind = laterKindOf(notice);
  const { creditPurpose, bureaus } = notice;
  const terms: [string, Markup | undefined][] = [
    [words.party[kind], markup`${(notice.parties ?? []).map((party) => partyMarkup(party, words))}`],
    [words.bureaus, bureaus && inShort(bureaus)],
    [
      words.purpose,
      creditPurpose === undefined
        ? inShort(notice.purposes)
        : markup`<p>${words.creditPurposes[creditPurpose]}</p>`,
    ],
    [
      words.validity,
      validity === undefined
        ? markup`<p>${words.untilWithdrawn}</p>`
        : markup`<p>${words.validityText(kind, validity.days, validity.maxQueries)}</p>`,
    ],
  ];
  const told = terms.flatMap(([title, text]) =>
    text === undefined ? [] : [markup`<dt>${title}</dt><dd>${text}</dd>`],
  );
  return markup`<dl class="terms">${told}</dl>`;
}

/** Every block, then what every notice must tell, then the text's own mark. */
export function wholeText(notice: PublishedNotice, words: AuthorisationWords): Markup {
  const { duties } = words;
  const told: [string, Markup][] = [
    [duties.purposes, listMarkup(notice.purposes)],
    [duties.infoKinds, listMarkup(notice.infoKinds)],
    [duties.retention, markup`<p>${notice.retention}</p>`],
    [duties.refusal, markup`<p>${notice.refusal}</p>`],
    [duties.withdrawal, markup`<p>${notice.withdrawal}</p>`],
    [duties.contact, markup`<p>${reachable(notice.contact)}</p>`],
  ];
  const sections = told.map(([title, text]) => markup`<h3>${title}</h3>${text}`);
  const isCredit = laterKindOf(notice) !== 'provide';
  const rights = isCredit
    ? markup`<h3>${words.creditRights.title}</h3>${listMarkup(words.creditRights.items)}`
    : markup``;
  return markup`${blocksMarkup(notice.blocks, 'h3')}${sections}${rights}<p class="quiet mark">${words.version(notice.version)} · ${words.digest} <code>${notice.digest.slice(7, 23)}</code></p>`;
}

/** One thing needs no list. */
function inShort(items: readonly string[]): Markup {
  const [only = '', ...more] = items;
  return more.length === 0 ? markup`<p>${only}</p>` : listMarkup(items);
}

function partyMarkup({ legalName, uscc, contact, address }: Recipient, words: AuthorisationWords): Markup {
  const lines = [
    ...(uscc === undefined ? [] : [markup`<span>${words.uscc}${uscc}</span>`]),
    markup`<span>${words.contact}${reachable(contact)}</span>`,
    ...(address === undefined ? [] : [markup`<span>${words.address}${address}</span>`]),
  ];
  return markup`<p class="party"><strong>${legalName}</strong>${lines}</p>`;
}

/** A text in which a phone number can be called by a tap (条例 art. 19: whoever signs can ask for an explanation). */
export function reachable(text: string): Markup {
  const number = /(?:\+86[- ]?)?\d[\d-]{3,17}\d/.exec(text);
  if (number === null) return markup`${text}`;
  const [digits] = number;
  const after = text.slice(number.index + digits.length);
  return markup`${text.slice(0, number.index)}<a href="tel:${digits.replace(/[^\d+]/g, '')}">${digits}</a>${after}`;
}
