/** Owns the part of the receipt's page where a person uses their rights; values come by script alone, never in here. */
import type { Receipt } from '../../../contract/receipt.ts';
import type { ReceiptFacts } from '../../tenant/rights/receipts.ts';
import { type Markup, markup } from './html.ts';
import type { ReceiptWords } from './receipt-words.ts';

export function rightsMarkup(
  receipt: Receipt,
  { rights }: ReceiptWords,
  { hasPhone, asksForCode }: Pick<ReceiptFacts, 'hasPhone' | 'asksForCode'>,
): Markup {
  // Once erased there is nothing to see, to correct or to restrict.
  if (receipt.erasedAt !== undefined) return markup``;
  const ways = hasPhone
    ? verifyMarkup(rights, asksForCode)
    : markup`<p class="quiet small">${rights.noPhone}</p>`;
  return markup`<section class="sheet" id="rights" aria-labelledby="data"><h2 id="data" tabindex="-1">${rights.title}</h2>${ways}<p class="quiet small">${rights.contact(receipt.rights.contact)}</p></section>`;
}

/** The code's row comes and goes with the script: on the device that submitted none is asked for. */
function verifyMarkup(rights: ReceiptWords['rights'], asksForCode: boolean): Markup {
  const code = asksForCode
    ? markup`<div id="code-row" hidden><label for="code">${rights.code}</label><div class="row"><input id="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" aria-describedby="code-told phone-error"><button type="button" id="send">${rights.sendCode}</button></div><p class="quiet" id="code-told" role="status"></p></div><p class="quiet" id="here" hidden>${rights.here}</p>`
    : markup``;
  const verify = markup`<button class="main">${rights.verify}</button>`;
  return markup`<div id="who"><p class="quiet small">${rights.help}</p><noscript><p class="small">${rights.withoutScript}</p></noscript><form id="verify" novalidate hidden><label for="phone">${rights.phone}</label><div class="row"><input id="phone" name="phone" type="tel" inputmode="numeric" autocomplete="tel-national" maxlength="30" aria-describedby="phone-error">${asksForCode ? '' : verify}</div>${code}${asksForCode ? verify : ''}<p class="error" id="phone-error" role="alert"></p></form></div><div id="own" hidden><p class="say" id="own-said" role="status"></p><dl class="values small" id="values"></dl><form id="correct" novalidate hidden></form><p class="actions" id="editing" hidden><button class="main" type="submit" form="correct">${rights.save}</button><button type="button" data-do="cancel">${rights.cancel}</button></p><p class="actions" id="reading"><button type="button" data-do="edit">${rights.correct}</button><button type="button" data-do="download">${rights.download}</button><button type="button" data-do="copy">${rights.copy}</button><button type="button" class="link" data-do="data">${rights.downloadData}</button></p><p class="error" id="own-error" role="alert"></p><details class="danger"><summary id="restrict-title">${rights.restrict}</summary><p>${rights.restrictMeans}</p><button type="button" data-do="restrict">${rights.restrict}</button></details><details class="danger"><summary>${rights.erase}</summary><p>${rights.eraseMeans}</p><button class="stop" type="button" data-do="erase">${rights.eraseConfirm}</button></details></div>`;
}
