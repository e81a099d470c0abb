/** Owns a page that draws posters with the built share part, and the code on them; must not assert anything. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { installedVersion } from '../../bin/serve/installed.ts';
import type { SharedCampaign } from '../../contract/campaign.ts';
import type { Poster, PosterFailure, PosterOptions } from '../../sdk/share/poster/draw-poster.ts';
import { templates } from '../../sdk/share/poster/templates.ts';
import type { SharePart } from '../../sdk/share/share-part.ts';
import { plainLook, qrMatrix } from '../../worker/router/qr-code.ts';
import { sharer } from './poster-campaigns.ts';
import { barePage, RoutedServer, script } from './routed-server.ts';

/** As long as a tenant's links become. */
export const linkUrl = 'https://jinjian.example.com/s/changzhou-helper/K7M2QX9RTB';
export const qr = qrMatrix(linkUrl, plainLook);

const built = (file: string) => readFileSync(new URL(`../../dist/sdk/${file}`, import.meta.url), 'utf8');
const decoder = readFileSync(new URL('../../node_modules/jsqr/dist/jsQR.js', import.meta.url), 'utf8');

/** A server of the parts and of a page that has jsQR. */
export async function posterServer(): Promise<RoutedServer> {
  const server = await new RoutedServer().listen();
  const at = (name: string) => `/w/jinjian-${installedVersion()}-${name}.js`;
  server.routes.set('/', barePage(['/jsqr.js', '/start.js']));
  server.routes.set('/jsqr.js', script(decoder));
  // Vite's own `import()` is not there on a page, so that a script of the page asks for the part.
  server.routes.set(
    '/start.js',
    script(`window.share = import('${at('share')}').then((module) => module.default({}))`),
  );
  server.routes.set(at('share'), script(built('jinjian-share.js')));
  for (const { name } of templates)
    server.routes.set(at(`poster-${name}`), script(built(`jinjian-poster-${name}.js`)));
  return server;
}

export async function posterPage(browser: Browser, server: RoutedServer): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(server.origin);
  return page;
}

/** What a test needs of a poster: everything but its bytes, which stay on the page as `window.poster`. */
export type Drawn = { poster: Omit<Poster, 'blob'>; bytes: number } | PosterFailure;

declare global {
  interface Window {
    poster?: Blob;
    share: Promise<SharePart>;
    jsQR(data: Uint8ClampedArray, width: number, height: number): { data: string } | null;
  }
}

export function drawOn(
  page: Page,
  server: { origin: string },
  campaign: SharedCampaign,
  options: Partial<PosterOptions> = {},
): Promise<Drawn> {
  const given: PosterOptions = { origin: server.origin, qr, sharer, accent: '#0B6B53', ...options };
  return page.evaluate(
    async ({ campaign, given }) => {
      const { drawPoster } = await window.share;
      const outcome = await drawPoster(campaign, given);
      if ('failed' in outcome) return outcome;
      const { blob, ...poster } = outcome;
      window.poster = blob;
      return { poster, bytes: blob.size };
    },
    { campaign, given },
  );
}

/** What a decoder reads on the page's poster at a scale, and after a JPEG's losses where a quality is given. */
export function readBack(page: Page, scale: number, quality: number | null): Promise<string | null> {
  return page.evaluate(
    async ({ scale, quality }) => {
      if (!window.poster) return null;
      const drawn = async (blob: Blob, part: number) => {
        const bitmap = await createImageBitmap(blob);
        const canvas = document.createElement('canvas');
        canvas.width = Math.round(bitmap.width * part);
        canvas.height = Math.round(bitmap.height * part);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        return { canvas, context };
      };
      let image = await drawn(window.poster, scale);
      if (quality !== null) {
        const { canvas } = image;
        const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
        if (!jpeg) throw new Error('no JPEG');
        image = await drawn(jpeg, 1);
      }
      const { width, height } = image.canvas;
      return window.jsQR(image.context.getImageData(0, 0, width, height).data, width, height)?.data ?? null;
    },
    { scale, quality },
  );
}

/** With POSTER_PICTURES set to a folder, each poster is put there to be looked at. */
const pictures = process.env.POSTER_PICTURES;

export async function keepPicture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  const bytes = await page.evaluate(async () => {
    const data = new Uint8Array((await window.poster?.arrayBuffer()) ?? new ArrayBuffer());
    let text = '';
    for (let at = 0; at < data.length; at += 8192)
      text += String.fromCharCode(...data.subarray(at, at + 8192));
    return btoa(text);
  });
  mkdirSync(pictures, { recursive: true });
  writeFileSync(join(pictures, `${name}.png`), Buffer.from(bytes, 'base64'));
}
