/** Owns what tests measure of a form as rendered: sizes of text and targets, direction, overflow; must not judge them. */
import type { Locator } from 'playwright-core';

export interface Measures {
  /** The smallest text anywhere in the form, in CSS px. */
  smallestText: number;
  largestText: number;
  /** The lowest target of a finger: fields, buttons, links, options; of a checkbox the area that takes the tap. */
  lowestTarget: number;
  directions: string[];
  aligned: string[];
  /** Elements that reach past the form's right or left edge, by tag and class. */
  outside: string[];
  /** How much wider the document's content is than the document. */
  documentOverflow: number;
  width: number;
}

/** Measures one `<jinjian-form>`, whatever it shows. */
export function measure(form: Locator): Promise<Measures> {
  return form.evaluate((element) => {
    const place = element.shadowRoot?.querySelector('.j');
    if (!place) throw new Error('the form shows nothing');
    const frame = place.getBoundingClientRect();
    const all = [place, ...place.querySelectorAll('*')].filter(
      (one) => one.getClientRects().length > 0 && !one.matches('.sr, .sr *, option'),
    );
    const named = (one: Element) => `${one.localName}.${one.getAttribute('class') ?? ''}`;
    const texts = all
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
      .map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    const targets = all
      .filter((one) => one.matches('input, select, textarea, button'))
      .map((one) => {
        const reach = one.matches('.row input') ? getComputedStyle(one, '::before').height : '';
        return reach ? Number.parseFloat(reach) : one.getBoundingClientRect().height;
      });
    return {
      smallestText: Math.min(...texts),
      largestText: Math.max(...texts),
      lowestTarget: Math.min(...targets),
      directions: [...new Set(all.map((one) => getComputedStyle(one).direction))],
      aligned: [...new Set(all.map((one) => getComputedStyle(one).textAlign))].sort(),
      outside: all
        .filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          return right > frame.right + 1 || left < frame.left - 1;
        })
        .map(named),
      documentOverflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      width: Math.round(frame.width),
    };
  });
}
