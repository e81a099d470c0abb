/** Owns the part of the receipt's page where a person uses their rights; values come by script alone, never in here. */
import type { Receipt } from '../../../contract/receipt.ts';
import { type Markup, markup } from './html.ts';
import type { ReceiptWords } from './receipt-words.ts';

export function rightsMarkup(receipt: Receipt, { rights }: ReceiptWords, hasPhone: boolean): Markup {
  // Once erased there is nothing to see, to correct or to restrict.
  if (receipt.erasedAt !== undefined) return markup``;
  const ways = hasPhone ? verifyMarkup(rights) : markup`<p class="quiet small">${rights.noPhone}</p>`;
  return markup`<section class="sheet" id="rights" aria-labelledby="data"><h2 id="data" tabindex="-1">${rights.title}</h2>${ways}<p class="quiet small">${rights.contact(receipt.rights.contact)}</p></section>`;
}

function verifyMarkup(rights: ReceiptWords['rights']): Markup {
  return markup`<div id="who"><p class="quiet small">${rights.help}</p><noscript><p class="small">${rights.withoutScript}</p></noscript><form id="verify" class="small" novalidate hidden><label for="phone">${rights.phone}</label><div class="row"><input id="phone" name="phone" type="tel" inputmode="numeric" autocomplete="tel-national" maxlength="30" aria-describedby="phone-error"><button class="main">${rights.verify}</button></div><p class="error" id="phone-error" role="alert"></p></form></div><div id="own" hidden><p class="say" id="own-said" role="status"></p><dl class="values small" id="values"></dl><form id="correct" class="small" novalidate hidden></form><p class="actions" id="editing" hidden><button class="main" type="submit" form="correct">${rights.save}</button><button type="button" data-do="cancel">${rights.cancel}</button></p><p class="actions" id="reading"><button type="button" data-do="edit">${rights.correct}</button><button type="button" data-do="download">${rights.download}</button><button type="button" data-do="copy">${rights.copy}</button></p><p class="error" id="own-error" role="alert"></p><details class="danger"><summary id="restrict-title">${rights.restrict}</summary><p>${rights.restrictMeans}</p><button type="button" data-do="restrict">${rights.restrict}</button></details><details class="danger"><summary>${rights.erase}</summary><p>${rights.eraseMeans}</p><button class="stop" type="button" data-do="erase">${rights.eraseConfirm}</button></details></div>`;
}
