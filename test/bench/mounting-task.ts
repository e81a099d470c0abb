/** Owns the longest task while a form mounts on a partner's page, against the page with an empty script; must not know the SDK. */
import { launchChromium } from '../browser/chromium.ts';
import { benchServer, form, publishBenchForm, tenant } from './bench-server.ts';
import type { Figure } from './figure.ts';
import { watchFirstField } from './first-field.ts';
import { longestTaskMs } from './longest-task.ts';
import { startPartnerPage } from './partner-page.ts';

const budgetMs = 50;

export async function mountingTaskFigure(isQuick: boolean): Promise<Figure> {
  const page = await startPartnerPage();
  const server = await benchServer();
  const browser = await launchChromium();
  try {
    await publishBenchForm(server, [page.origin]);
    const longest = (url: string, isForm: boolean) =>
      longestTaskMs(
        browser,
        () => browser.newPage({ viewport: { width: 390, height: 844 } }),
        async (tab) => {
          await tab.addInitScript(watchFirstField, isForm);
          await tab.goto(url);
          await tab.waitForFunction(() => window.usableAtMs);
        },
        isQuick ? 3 : 9,
      );
    const emptyMs = await longest(page.urlWith(page.emptyScriptUrl), false);
    const formMs = await longest(page.urlWith(`${server.url}/w/${tenant}/${form}.js`), true);
    return {
      what: 'longest task while a form mounts, 4× CPU, against an empty page',
      budget: `≤ ${budgetMs} ms`,
      measured: `${formMs.toFixed(0)} ms`,
      isWithin: formMs <= budgetMs,
      notes: [
        `${emptyMs.toFixed(0)} ms on the same page with an empty script`,
        `processor time of the page's main thread, times four; the least of ${isQuick ? 3 : 9} visits each`,
      ],
    };
  } finally {
    await browser.close();
    await server.remove();
    await page.close();
  }
}
