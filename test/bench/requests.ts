/** Owns the count of requests that a visitor waits for before the first keystroke, in Chromium; must not know the SDK. */
import { launchChromium } from '../browser/chromium.ts';
import { benchServer, form, publishBenchForm, tenant } from './bench-server.ts';
import type { Figure } from './figure.ts';
import { startPartnerPage } from './partner-page.ts';

export async function requestsFigure(): Promise<Figure> {
  const page = await startPartnerPage();
  const server = await benchServer();
  const browser = await launchChromium();
  try {
    await publishBenchForm(server, [page.origin]);
    const tab = await browser.newPage({ viewport: { width: 390, height: 844 }, hasTouch: true });
    const seen: string[] = [];
    tab.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === server.url)
        seen.push(`${request.method()} ${request.resourceType()} ${url.pathname}`);
    });
    await tab.goto(page.urlWith(`${server.url}/w/${tenant}/${form}.js`));
    const field = tab.locator('jinjian-form input').first();
    await field.waitFor();
    // Whatever the form fetches by itself would have begun by now.
    await tab.waitForTimeout(1500);
    const untouched = [...seen];
    await field.tap();
    // Whatever else is still on its way, the keystroke must land.
    await tab.keyboard.type('5');
    if ((await field.inputValue()) !== '5') throw new Error('the keystroke did not reach the form');
    await tab.waitForTimeout(500);
    const awaited = untouched.filter((one) => !isBeacon(one));
    return {
      what: 'requests before the first keystroke',
      budget: '1 script',
      measured: `${awaited.length} (${awaited.map((one) => one.split(' ')[1]).join(', ')})`,
      isWithin: awaited.length === 1 && /^GET script /.test(awaited[0] ?? ''),
      notes: [
        `besides ${untouched.filter(isBeacon).length} view beacon, which nothing waits for`,
        `from the first tap on, in the background: ${seen.slice(untouched.length).join(', ') || 'none'}`,
      ],
    };
  } finally {
    await browser.close();
    await server.remove();
    await page.close();
  }
}

function isBeacon(request: string): boolean {
  return /^POST \w+ .*\/visits$/.test(request);
}
