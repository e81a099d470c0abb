/** Owns the document that an e-signature provider has signed: the very text of the page, and who signs it; must not know a provider. */
import { maskMiddle } from '../../encoding/masking.ts';
import type { ClearSigner } from '../../tenant/authorisation/clear-signer.ts';
import type { ToSign } from '../../tenant/authorisation/sign.ts';
import { authorisationWords } from './authorisation-languages.ts';
import { keyTerms, laterKindOf, wholeText } from './authorisation-text.ts';
import { markup } from './html.ts';

const style =
  'body{font:16px/1.7 SimSun,serif;margin:40px}h1{font-size:24px;text-align:center}h3{margin:16px 0 4px}dt{font-weight:bold}dd{margin:0 0 8px}';

/** One page of HTML without scripts or anything fetched: the provider makes a PDF of it. The identity number stays masked. */
export function authorisationDocument(
  asked: Pick<ToSign, 'notice' | 'controller'>,
  signer: ClearSigner,
  id: string,
): string {
  const { notice, controller } = asked;
  const words = authorisationWords[notice.locale];
  const idNumber =
    signer.idNumber === undefined
      ? markup``
      : markup`<dt>${words.traits.id_number}</dt><dd>${maskMiddle(signer.idNumber, 3, 4)}</dd>`;
  const institution = notice.parties?.[0]?.legalName ?? '';
  return markup`<!doctype html><html lang="${notice.locale}"><head><meta charset="utf-8"><title>${notice.title}</title><style>${style}</style></head><body><h1>${notice.title}</h1><p>${words.askedBy(controller.legalName)}</p><h2>${words.keyTerms}</h2>${keyTerms(notice, words)}${wholeText(notice, words)}<h2>${words.signTitle}</h2><p><strong>${words.statement(laterKindOf(notice), institution)}</strong></p><dl><dt>${words.traits.name}</dt><dd>${signer.name}</dd>${idNumber}</dl><p>${id} ${notice.digest}</p></body></html>`
    .text;
}
