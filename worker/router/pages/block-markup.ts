/** Owns a text's blocks as markup, the same wherever a notice or an article stands; must not know which page that is. */
import type { Block } from '../../../contract/notice.ts';
import { type Markup, markup } from './html.ts';

/** A heading inside the text: its level is the page's business. */
const headings = {
  h2: (text: string) => markup`<h2>${text}</h2>`,
  h3: (text: string) => markup`<h3>${text}</h3>`,
  h4: (text: string) => markup`<h4>${text}</h4>`,
};

export function blocksMarkup(blocks: readonly Block[], heading: keyof typeof headings): Markup[] {
  return blocks.map((block) => {
    if (block.type === 'list') return listMarkup(block.items, block.strong);
    if (block.type === 'heading') return headings[heading](block.text);
    return block.strong ? markup`<p><strong>${block.text}</strong></p>` : markup`<p>${block.text}</p>`;
  });
}

export function listMarkup(items: readonly string[], isStrong = false): Markup {
  const each = items.map((item) =>
    isStrong ? markup`<li><strong>${item}</strong></li>` : markup`<li>${item}</li>`,
  );
  return markup`<ul class="dots">${each}</ul>`;
}
