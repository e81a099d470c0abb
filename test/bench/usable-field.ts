/** Owns the time to the first usable field against the same page with an empty script; must not know the SDK. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../browser/chromium.ts';
import { benchServer, form, publishBenchForm, tenant } from './bench-server.ts';
import { type Figure, median } from './figure.ts';
import { watchFirstField } from './first-field.ts';
import { startPartnerPage } from './partner-page.ts';

const budget = 1.4;

/** A slow phone on a slow network. */
const network = {
  offline: false,
  latency: 400,
  downloadThroughput: 50 * 1024,
  uploadThroughput: 50 * 1024,
};
const cpuSlowdown = 4;

export async function usableFieldFigure(isQuick: boolean): Promise<Figure> {
  const page = await startPartnerPage();
  const server = await benchServer();
  const browser = await launchChromium();
  try {
    await publishBenchForm(server, [page.origin]);
    const formUrl = page.urlWith(`${server.url}/w/${tenant}/${form}.js`);
    const emptyUrl = page.urlWith(page.emptyScriptUrl);
    await timeToField(browser, formUrl, true);
    await timeToField(browser, emptyUrl, false);
    const forms: number[] = [];
    const empties: number[] = [];
    for (let pair = 0; pair < (isQuick ? 3 : 9); pair++) {
      empties.push(await timeToField(browser, emptyUrl, false));
      forms.push(await timeToField(browser, formUrl, true));
    }
    const ratio = median(forms.map((ms, at) => ms / (empties[at] ?? ms)));
    const encoding = await encodingOf(`${server.url}/w/${tenant}/${form}.js`);
    return {
      what: 'time to first usable field, 400 ms RTT, 50 KB/s, 4× CPU, against an empty script',
      budget: `≤ ${budget}×`,
      measured: `${ratio.toFixed(2)}×`,
      isWithin: ratio <= budget,
      notes: [
        `${median(forms).toFixed(0)} ms against ${median(empties).toFixed(0)} ms, medians of ${forms.length} alternating pairs in fresh contexts`,
        `the script came ${encoding}`,
      ],
    };
  } finally {
    await browser.close();
    await server.remove();
    await page.close();
  }
}

/** A visit with nothing cached, in ms from the beginning of the navigation. */
async function timeToField(browser: Browser, url: string, isForm: boolean): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', network);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    await tab.addInitScript(watchFirstField, isForm);
    await tab.goto(url, { waitUntil: 'commit' });
    const usable = await tab.waitForFunction(() => window.usableAtMs);
    return Number(await usable.jsonValue());
  } finally {
    await context.close();
  }
}

/** How the server sends the script to a browser that takes brotli and gzip. */
async function encodingOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'br, gzip' } });
  await answer.body?.cancel();
  return answer.headers.get('content-encoding') ?? 'uncompressed';
}
