/** Owns the page's own elements that open a form by a click, `data-jinjian-open`; must not know how it opens. */
import { run } from './commands.ts';

/** One listener for all, those added later too. */
export function watchOpeners(): void {
  addEventListener('click', (event) => {
    const { target } = event;
    const opener = target instanceof Element && target.closest('[data-jinjian-open]');
    if (!opener) return;
    event.preventDefault();
    run('open', opener);
  });
}
