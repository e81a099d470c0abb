/** Owns the page of an authorisation: read, signed or refused there, and what came of it; no personal data, no rules. */
import type { PublishedNotice } from '../../../contract/notice.ts';
import type { SigningPage } from '../../../contract/signing-page.ts';
import { traitsOf } from '../../tenant/authorisation/named-signer.ts';
import type { PageOfAuthorisation } from '../../tenant/authorisation/open-page.ts';
import { version } from '../form-script.ts';
import { authorisationWords } from './authorisation-languages.ts';
import { authorisationStyle } from './authorisation-style.ts';
import { keyTerms, laterKindOf, reachable, wholeText } from './authorisation-text.ts';
import type { AuthorisationWords } from './authorisation-words.ts';
import { listMarkup } from './block-markup.ts';
import { type Markup, markup } from './html.ts';
import { largeTypeButton, largeTypeStyle } from './large-type.ts';
import { page } from './page.ts';

export function authorisationPage(shown: PageOfAuthorisation): Promise<Response> {
  const { notice, state } = shown;
  const words = authorisationWords[notice.locale];
  const isOpen = state === 'open';
  const body = isOpen ? openBody(shown, words) : endedBody(shown, words);
  return page(`${bareTitle(notice)} - ${shown.tenantName}`, body, {
    lang: notice.locale,
    style: authorisationStyle + largeTypeStyle,
    // The address is the key to this page: it is nobody else's to know.
    head: '<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">',
    ...(isOpen || shown.decided !== null ? {} : { status: 410 }),
  });
}

const script = markup`<script src="/w/jinjian-${version}-authorise.js" defer></script>`;

/** Without the book marks that some titles bring. */
function bareTitle({ title }: PublishedNotice): string {
  return title.replace(/^《(.*)》$/, '$1');
}

function institutionOf(notice: PublishedNotice): string {
  return notice.parties?.[0]?.legalName ?? '';
}

function openBody(shown: PageOfAuthorisation, words: AuthorisationWords): Markup {
  const { notice, tenantName } = shown;
  return markup`<main class="signing"><header>${largeTypeButton(notice.locale)}<p class="quiet">${words.askedBy(tenantName)}</p><h1>${bareTitle(notice)}</h1></header><section class="sheet" aria-labelledby="terms"><h2 id="terms">${words.keyTerms}</h2>${keyTerms(notice, words)}</section><p class="attend"><strong>${words.attention}</strong>${explained(shown, words)}</p><article class="sheet text" id="text" translate="no" aria-label="${bareTitle(notice)}">${wholeText(notice, words)}</article><noscript><p class="sheet">${words.needsScript}</p></noscript>${signForm(shown, words)}${bar(shown, words)}</main>${script}`;
}

/** Whom to ask what a clause means: the tenant, else whom the text itself names. */
function explained({ tenantContact, notice }: PageOfAuthorisation, words: AuthorisationWords): Markup {
  return reachable(words.explain(tenantContact ?? notice.contact));
}

/** Shown by the script: without it nothing can be signed here. */
function signForm(shown: PageOfAuthorisation, words: AuthorisationWords): Markup {
  const { id, notice, mark, expiresAt, means } = shown;
  const { id: noticeId, kind, digest, minReadingSeconds = 0 } = notice;
  const data: SigningPage = {
    id,
    notice: { id: noticeId, kind, digest, minReadingSeconds },
    mark,
    eSign: means.eSign,
    traits: traitsOf(shown.signer),
    locale: notice.locale,
    words: words.script,
  };
  return markup`<form class="sheet sign" id="sign" novalidate hidden data-page="${JSON.stringify(data)}" aria-labelledby="sign-title"><h2 id="sign-title">${words.signTitle}</h2><p id="statement" translate="no"><strong>${words.statement(laterKindOf(notice), institutionOf(notice))}</strong></p>${signerMarkup(shown, words)}${proofMarkup(shown, words)}<p class="quiet until">${words.expires(words.time(expiresAt))}</p></form>`;
}

/** Whose signature it is to be, as far as whoever has the link may see; the box starts empty. */
function signerMarkup({ signer }: PageOfAuthorisation, words: AuthorisationWords): Markup {
  const told = traitsOf(signer).map(
    (trait) => markup`<dt>${words.traits[trait]}</dt><dd>${signer[trait] ?? ''}</dd>`,
  );
  if (told.length === 0) return markup``;
  return markup`<section class="signer" aria-label="${words.signer}"><dl>${told}</dl><label class="check" for="confirm"><input type="checkbox" id="confirm"><span>${words.confirm}</span></label></section>`;
}

/** What shows that it is the applicant who signs. The script shows `#here` in its place on the device that submitted. */
function proofMarkup({ means }: PageOfAuthorisation, words: AuthorisationWords): Markup {
  const { code, receipt, eSign } = means;
  if (eSign) return markup`<p id="who">${words.eSignHelp}</p><p id="here" hidden></p>`;
  const asked = code
    ? markup`<label for="phone">${words.phone}</label><p class="quiet" id="phone-told">${words.phoneHelp}</p><input id="phone" type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20" aria-describedby="phone-told phone-wrong"><p class="wrong" id="phone-wrong"></p><label for="code">${words.code}</label><div class="row"><input id="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" aria-describedby="code-told code-wrong"><button type="button" id="send">${words.sendCode}</button></div><p class="quiet" id="code-told"></p><p class="wrong" id="code-wrong"></p>`
    : markup`<p>${receipt ? words.elsewhere : words.unavailable}</p>`;
  return markup`<div id="who">${asked}</div><p id="here" hidden>${words.here}</p>`;
}

/** Two choices of one size. What is still missing for the one stands above them. */
function bar({ means }: PageOfAuthorisation, words: AuthorisationWords): Markup {
  return markup`<div class="bar" id="bar" hidden><p class="quiet" id="state"></p><div><button type="button" id="refuse">${words.refuse}</button><button type="button" id="grant" class="main" aria-disabled="true" aria-describedby="state">${means.eSign ? words.eSignGo : words.sign}</button></div><p class="sr" id="said" role="status"></p></div>`;
}

function endedBody(shown: PageOfAuthorisation, words: AuthorisationWords): Markup {
  const { notice, state, decided, reason, tenantName, tenantContact } = shown;
  const { outcome } = words;
  const title = state === 'open' ? '' : outcome[state];
  const institution = institutionOf(notice);
  const text = {
    open: '',
    granted: outcome.grantedText(institution),
    refused: outcome.refusedText,
    withdrawn: outcome.withdrawnText,
    lapsed: outcome.lapsedText(reason),
    expired: outcome.expiredText(tenantName),
  }[state];
  const facts: [string, string | undefined][] = [
    [outcome.notice, bareTitle(notice)],
    [words.party[laterKindOf(notice)], institution],
    [outcome.at, decided === null ? undefined : words.time(decided.decidedAt)],
    [outcome.validUntil, decided?.validUntil === undefined ? undefined : words.time(decided.validUntil)],
    [outcome.entry, decided === null ? undefined : String(decided.entry.index)],
  ];
  const told = facts.flatMap(([name, fact]) =>
    fact === undefined ? [] : [markup`<dt>${name}</dt><dd>${fact}</dd>`],
  );
  const isCredit = laterKindOf(notice) !== 'provide';
  const rights =
    decided !== null && isCredit
      ? markup`<section class="sheet"><h2>${words.creditRights.title}</h2>${listMarkup(words.creditRights.items)}</section>`
      : markup``;
  const receipt =
    decided === null
      ? markup`<p class="quiet">${tenantContact === null ? '' : reachable(words.contact + tenantContact)}</p>`
      : markup`<a class="button" id="receipt" hidden>${outcome.receipt}</a><p class="quiet">${outcome.receiptHelp}</p>`;
  const whole =
    decided === null
      ? markup``
      : markup`<details><summary>${outcome.fullText}</summary><article class="sheet text">${keyTerms(notice, words)}${wholeText(notice, words)}</article></details>`;
  return markup`<main><div class="sheet done">${largeTypeButton(notice.locale)}<h1>${title}</h1><p>${text}</p><dl>${told}</dl>${receipt}</div>${rights}${whole}</main>${decided === null ? markup`` : script}`;
}
