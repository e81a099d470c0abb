/** Owns the ways to keep a receipt that need script: its address copied, a picture of it; must not draw the picture. */
import type { ReceiptPageData } from '../../contract/receipt-page.ts';
import { copyText } from '../copy-text.ts';
import type { PicturePart } from '../receipt-picture/receipt-picture.ts';
import { element } from './element.ts';
import { byId } from './page-data.ts';

/** The address without what stands after the `#`: who is shown it sees the receipt, and nothing of the person. */
export function offerKeeping({ receipt, version, words }: ReceiptPageData): void {
  const said = byId('kept-said');
  const [copy, picture] = [byId('copy-link'), byId('picture')];
  copy.hidden = picture.hidden = false;
  copy.addEventListener('click', async () => {
    const address = `${location.origin}/r/${receipt}`;
    // Where nothing can be copied it is there to be copied by hand.
    said.textContent = (await copyText(address, copy)) ? words.copied : address;
  });
  picture.addEventListener('click', async () => {
    said.textContent = '';
    try {
      const module: { default(given: null): PicturePart } = await import(
        /* @vite-ignore */ `/w/jinjian-${version}-picture.js`
      );
      const [title, about] = [document.querySelector('h1'), document.querySelector('h1+p')];
      const drawn = await module.default(null).drawPicture({
        base: '',
        receipt,
        title: title?.textContent || '',
        about: Array.from(about?.childNodes ?? [], (node) => node.textContent || '').filter(
          (line) => line !== '',
        ),
        text: words.pictureText,
      });
      show(drawn, words.pictureHint);
    } catch {
      said.textContent = words.unreachable;
    }
  });
}

/** As an image, which every phone saves at a long press; and as a file, where a browser saves files. */
function show(address: string, hint: string): void {
  const place = byId('kept-picture');
  place.textContent = '';
  const image = element('img');
  image.src = address;
  image.alt = hint;
  const link = element('a');
  link.href = address;
  link.download = 'receipt.png';
  link.appendChild(image);
  place.appendChild(link);
  place.appendChild(element('p', 'quiet', hint));
}
