/** Owns typing as an input method does, and a watch for values written under it; must not judge them. */
import type { Page } from 'playwright-core';

/** Runs before the page's own scripts: what is written into a control while it composes is counted. */
export const watchWrites = `(() => {
  const composing = new Set();
  const target = (event) => event.composedPath()[0];
  addEventListener('compositionstart', (event) => composing.add(target(event)), true);
  addEventListener('compositionend', (event) => composing.delete(target(event)), true);
  window.writesUnderWay = [];
  const watch = (prototype, name, wrap) => {
    const known = Object.getOwnPropertyDescriptor(prototype, name);
    Object.defineProperty(prototype, name, wrap(known));
  };
  for (const { prototype } of [HTMLInputElement, HTMLTextAreaElement]) {
    for (const name of ['value', 'selectionStart', 'selectionEnd'])
      watch(prototype, name, (known) => ({
        ...known,
        set(value) {
          if (composing.has(this)) writesUnderWay.push(this.name + ' ' + name + ' ' + value);
          known.set.call(this, value);
        },
      }));
    for (const name of ['setSelectionRange', 'setRangeText', 'select'])
      watch(prototype, name, (known) => ({
        ...known,
        value(...given) {
          if (composing.has(this)) writesUnderWay.push(this.name + ' ' + name);
          return known.value.apply(this, given);
        },
      }));
  }
})()`;

/** What was written while it must not be. */
export function writesUnderWay(page: Page): Promise<string[]> {
  return page.evaluate<string[]>('writesUnderWay');
}

export interface InputMethod {
  /** Shows a text that is not decided yet. */
  compose(text: string): Promise<void>;
  /** Decides for a text. */
  commit(text: string): Promise<void>;
  /** Each part is composed sign by sign, then decided. */
  type(parts: readonly string[]): Promise<void>;
}

export async function inputMethod(page: Page): Promise<InputMethod> {
  const session = await page.context().newCDPSession(page);
  const compose = async (text: string) => {
    await session.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  };
  const commit = async (text: string) => {
    await session.send('Input.insertText', { text });
  };
  return {
    compose,
    commit,
    async type(parts) {
      for (const part of parts) {
        for (let length = 1; length <= part.length; length++) await compose(part.slice(0, length));
        await commit(part);
      }
    },
  };
}
