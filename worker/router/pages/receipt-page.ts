/** Owns the receipt 回执 as a page, whole without script: what was decided, with whom, until when; no personal data. */
import { chinaTime } from '../../../contract/china-time.ts';
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { Receipt, ReceiptGrant, ReceiptRecipient } from '../../../contract/receipt.ts';
import type { ReceiptPageData } from '../../../contract/receipt-page.ts';
import { version } from '../form-script.ts';
import { type ReceiptCall, receiptOf } from '../receipt.ts';
import { type Markup, markup } from './html.ts';
import { largeTypeButton, largeTypeStyle } from './large-type.ts';
import { noticeMarkup } from './notice-markup.ts';
import { page } from './page.ts';
import { receiptWords } from './receipt/languages.ts';
import { rightsMarkup } from './receipt-rights.ts';
import { receiptStyle } from './receipt-style.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { formPageWords } from './words.ts';

/** Whoever has the address has the receipt: no search engine shall list one. */
const noIndex = '<meta name="robots" content="noindex">';

/** Only what a receipt is made of: the page reads no request. */
type Shown = Pick<ReceiptCall, 'id' | 'tenant' | 'facts' | 'publicUrl'>;

export function receiptPage(call: Shown): Promise<Response> {
  const { facts, id, tenant } = call;
  const receipt = receiptOf(call);
  const words = receiptWords[facts.locale];
  const { locale, mark } = facts;
  const data: ReceiptPageData = { version, receipt: id, tenant, locale, mark, words: words.script };
  const grants = receipt.grants.map((grant, at) =>
    grantMarkup(receipt, grant, facts.notices[at], words, withdrawMarkup),
  );
  const body = markup`<main data-page="${JSON.stringify(data)}"><div class="sheet">${largeTypeButton(locale)}<h1>${words.title}</h1><p class="quiet">${headMarkup(receipt, words)}</p>${termsMarkup(facts)}${verdictMarkup(words)}<p class="quiet small">${words.keep}</p>${bannerMarkup(receipt, words)}</div><section id="grants" aria-labelledby="decisions"><h2 class="out" id="decisions">${words.decisions}</h2>${grants}</section><p class="sr" id="said" role="status"></p>${rightsMarkup(receipt, words, facts)}${keepMarkup(receipt, words)}</main><script src="/w/jinjian-${version}-receipt.js" defer></script>`;
  return page(`${words.title} - ${receipt.tenantName}`, body, {
    lang: facts.locale,
    head: noIndex,
    style: receiptStyle + largeTypeStyle,
  });
}

/** The receipt to keep, readable without this server: every text open, nothing to press but the way back to what is true now. */
export function receiptFilePage(call: Shown): Promise<Response> {
  const { facts, id, publicUrl } = call;
  const receipt = receiptOf(call);
  const words = receiptWords[facts.locale];
  const grants = receipt.grants.map((grant, at) =>
    grantMarkup(receipt, grant, facts.notices[at], words, () => markup``, true),
  );
  const address = `${publicUrl}/r/${id}`;
  const body = markup`<main><div class="sheet"><h1>${words.title}</h1><p class="quiet">${headMarkup(receipt, words)}</p>${termsMarkup(facts)}<p class="quiet small">${words.keep}<br><a href="${address}">${address}</a></p>${bannerMarkup(receipt, words)}</div><section>${grants}</section><p class="quiet small">${words.clock}</p></main>`;
  return page(`${words.title} - ${receipt.tenantName}`, body, {
    lang: facts.locale,
    head: noIndex,
    style: receiptStyle,
    headers: { 'content-disposition': 'attachment; filename="receipt.html"' },
  });
}

function headMarkup({ tenantName, formTitle, createdAt }: Receipt, words: ReceiptWords): Markup {
  return markup`${tenantName}<br>${formTitle}<br>${words.submitted(chinaTime(createdAt))}`;
}

/** What the loan costs, in short: whoever comes back to the receipt finds it there (rule MK-30). */
function termsMarkup({ disclosure, locale }: ReceiptCall['facts']): Markup {
  return disclosure === undefined
    ? markup``
    : markup`<p class="quiet">${formPageWords[locale].price(disclosure)}</p>`;
}

function bannerMarkup({ erasedAt, restrictedAt }: Receipt, words: ReceiptWords): Markup {
  const text =
    erasedAt !== undefined
      ? words.erased(chinaTime(erasedAt))
      : restrictedAt !== undefined
        ? words.restricted(chinaTime(restrictedAt))
        : '';
  return markup`<p class="banner" id="banner" role="status" tabindex="-1">${text}</p>`;
}

function grantMarkup(
  receipt: Receipt,
  grant: ReceiptGrant,
  notice: PublishedNotice | undefined,
  words: ReceiptWords,
  last: typeof withdrawMarkup,
  isOpen = false,
): Markup {
  const recipients = grant.recipients.map((one) => recipientMarkup(receipt, one, words));
  const until =
    grant.validUntil === undefined || grant.decision !== 'granted'
      ? markup``
      : markup`<p class="when">${words.validUntil(chinaTime(grant.validUntil))}</p>`;
  const gone =
    grant.destroyed === undefined
      ? markup``
      : markup`<p class="when">${words.destroyed(grant.destroyed)}</p>`;
  return markup`<article class="sheet grant ${grant.decision}" id="notice-${grant.notice}" tabindex="-1"><div class="head"><h3>${grant.title}</h3><span class="tag">${words[grant.decision]}</span></div>${historyMarkup(grant, words)}${until}${gone}${ownMarkup(grant, words)}${recipients.length === 0 ? markup`` : markup`<ul class="to" aria-label="${words.to}">${recipients}</ul>`}<p class="quiet small">${words.retention}${grant.retention}</p>${notice === undefined ? markup`` : textMarkup(notice, words, isOpen)}${last(receipt, grant, words)}</article>`;
}

function historyMarkup(grant: ReceiptGrant, words: ReceiptWords): Markup {
  const says = { granted: words.agreedAt, refused: words.refusedAt, withdrawn: words.withdrawnAt };
  const lines = grant.history.map(
    ({ decision, at }) => markup`<p class="when">${says[decision](chinaTime(at))}</p>`,
  );
  return markup`${lines}`;
}

/** Who else is named tells where a withdrawal stands; without anyone it is the tenant itself. */
function ownMarkup({ decision, recipients, tenantState }: ReceiptGrant, { states }: ReceiptWords): Markup {
  if (decision !== 'withdrawn' || recipients.length > 0) return markup``;
  const isDone = tenantState === 'withdrawal_confirmed';
  return markup`<p class="small" data-state="${tenantState ?? ''}">${isDone ? states.ownConfirmed : states.ownTold}</p>`;
}

function recipientMarkup(receipt: Receipt, one: ReceiptRecipient, words: ReceiptWords): Markup {
  const isDone = one.state === 'delivered' || one.state === 'withdrawal_confirmed';
  return markup`<li class="${isDone ? 'done' : 'open'}" data-state="${one.state}"><b>${one.legalName}</b><span>${words.contactOf}${one.contact}</span><span class="state">${stateText(receipt, one, words)}</span></li>`;
}

function stateText(receipt: Receipt, { state, received }: ReceiptRecipient, words: ReceiptWords): string {
  const { states } = words;
  if (state === 'delivered') return states.delivered;
  if (state === 'withdrawal_sent') return states.told;
  if (state === 'withdrawal_confirmed') return received ? states.confirmed : states.nothingSent;
  if (receipt.erasedAt !== undefined) return states.neverSent;
  if (receipt.restrictedAt !== undefined) return states.paused;
  return received ? states.trying : states.waiting;
}

function textMarkup(notice: PublishedNotice, words: ReceiptWords, isOpen: boolean): Markup {
  return markup`<details class="text"${isOpen ? markup` open` : ''}><summary>${words.text(notice.version)}</summary><div class="body" translate="no">${noticeMarkup(notice, words.notice)}</div></details>`;
}

/** A tap, then what it means with the button that does it: the same with and without script. */
function withdrawMarkup(receipt: Receipt, grant: ReceiptGrant, words: ReceiptWords): Markup {
  // Once the data is erased, whoever had it was told so: there is nothing left to take back.
  if (grant.decision !== 'granted' || receipt.erasedAt !== undefined) return markup``;
  const comma = words.script.comma;
  const names = grant.recipients.map(({ legalName }) => legalName).join(comma);
  return markup`<details class="take"><summary>${words.withdraw}</summary><p>${words.means[grant.kind](names)}</p><form method="post" action="/r/${receipt.id}/withdraw"><input type="hidden" name="notice" value="${grant.notice}"><button class="stop">${words.confirm}</button><p class="error" role="alert"></p></form></details>`;
}

/** The script says what it found; without it the page says how to find out. */
function verdictMarkup(words: ReceiptWords): Markup {
  return markup`<p class="proof" id="verdict" role="status" hidden></p><p id="again" hidden><button type="button">${words.script.again}</button></p><noscript><p class="proof">${words.proofWithoutScript}</p></noscript>`;
}

function keepMarkup(receipt: Receipt, words: ReceiptWords): Markup {
  return markup`<section class="sheet" aria-labelledby="proof"><h2 id="proof">${words.proofTitle}</h2><p class="quiet small">${words.proofText}</p><p class="quiet small">${words.number}<br><code>${receipt.id}</code></p><p class="actions"><button type="button" class="main" id="picture" hidden>${words.picture}</button><button type="button" id="copy-link" hidden>${words.copyLink}</button><a class="button" href="/v1/receipts/${receipt.id}/page" download="receipt.html">${words.download}</a></p><p class="say" id="kept-said" role="status"></p><div id="kept-picture"></div><p class="quiet small">${words.downloadHelp}</p><p class="small"><a href="/v1/receipts/${receipt.id}/file" download="receipt.json">${words.downloadData}</a></p><p class="quiet small">${words.clock}</p></section>`;
}
