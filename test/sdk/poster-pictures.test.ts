/** Pictures behind a poster that can't be had, may not be drawn or are far too large; and uploads that fail. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.ts';
import { short } from './poster-campaigns.ts';
import {
  type Drawn,
  drawOn,
  keepPicture,
  linkUrl,
  posterPage,
  posterServer,
  readBack,
} from './poster-page.ts';
import { json, type RoutedServer } from './routed-server.ts';

let browser: Browser;
let server: RoutedServer;
let pictures: Server;
let pictureOrigin: string;
let page: Page;
const asked: string[] = [];

beforeAll(async () => {
  const files = new Map([
    ['/photo.png', greyPng(1600, 1200, (x, y) => 120 + 100 * Math.sin(x / 90) * Math.cos(y / 70))],
    ['/tainted.png', greyPng(400, 300, () => 90)],
    ['/white.png', greyPng(400, 300, () => 255)],
    ['/40-megapixels.png', greyPng(8000, 5000, (x) => x >> 5)],
    ['/broken.png', Buffer.from('<!doctype html>')],
  ]);
  pictures = createServer((request, response) => {
    asked.push(request.url ?? '');
    const file = files.get(request.url ?? '');
    response.setHeader('content-type', 'image/png');
    if (request.url !== '/tainted.png') response.setHeader('access-control-allow-origin', '*');
    response.writeHead(file ? 200 : 404).end(file);
  });
  await new Promise<void>((done) => pictures.listen(0, '127.0.0.1', done));
  pictureOrigin = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  [browser, server] = await Promise.all([launchChromium(), posterServer()]);
});
beforeEach(async () => {
  page = await posterPage(browser, server);
  asked.length = 0;
});
afterAll(() => Promise.all([browser.close(), server.close(), pictures.close()]));

/** A PNG of 8-bit grey. */
function greyPng(width: number, height: number, greyAt: (x: number, y: number) => number): Buffer {
  const raw = Buffer.alloc((width + 1) * height);
  const isFlat = width > 2000;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      raw[y * (width + 1) + 1 + x] = isFlat && y > 0 ? (raw[x + 1] ?? 0) : greyAt(x, y);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(raw, { level: 1 }));
  return Buffer.concat([signature, chunk('IHDR', header), data, chunk('IEND', Buffer.alloc(0))]);
}

function drawWith(background: string, template = 'night'): Promise<Drawn> {
  const url = background.startsWith('/') ? pictureOrigin + background : background;
  return drawOn(page, server, { ...short, poster: { template, background: url } });
}

function pixel(x: number, y: number): Promise<number[]> {
  return page.evaluate(
    async ({ x, y }) => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      if (!window.poster || !context) throw new Error('no poster');
      context.drawImage(await createImageBitmap(window.poster), -x, -y);
      return [...context.getImageData(0, 0, 1, 1).data];
    },
    { x, y },
  );
}

test.each(['night', 'band', 'cover'])(
  '%s with a picture: behind a veil, and the code is read',
  async (template) => {
    expect(await drawWith('/photo.png', template)).toMatchObject({ poster: { template, notices: [] } });
    await keepPicture(page, `${template}-picture`);
    expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
  },
);

test('a white picture is darkened so far that white words are read on it', async () => {
  await drawWith('/white.png');
  const [red = 255, green = 255, blue = 255] = await pixel(20, 20);
  expect(Math.max(red, green, blue)).toBeLessThan(0x77);
});

test('a picture of 40 megapixels is drawn at the size of its place', async () => {
  expect(await drawWith('/40-megapixels.png')).toMatchObject({ poster: { notices: [] } });
  expect(await readBack(page, 1, null)).toBe(linkUrl);
});

test.each([
  ['that its server lets no page draw', '/tainted.png', 'picture_not_allowed'],
  ['that is not there', '/missing.png', 'picture_missing'],
  ['that is no picture', '/broken.png', 'picture_missing'],
  ['of no server', 'https://picture.invalid/a.png', 'picture_missing'],
  ['that is no address', 'no address', 'picture_missing'],
])('a picture %s: the poster is drawn without it, and that is told', async (_what, url, notice) => {
  const drawn = await drawWith(url);
  expect(drawn).toMatchObject({ poster: { template: 'night', notices: [notice] } });
  expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
});

test('a template without a place for a picture does not ask for it', async () => {
  expect(await drawWith('/photo.png', 'clear')).toMatchObject({ poster: { notices: [] } });
  expect(asked).toEqual([]);
});

test('the poster is put up with the promoter’s key, and has an https address then', async () => {
  const url = 'https://jinjian.example.com/i/acme/V1StGXR8Z5jdHi6BmyT0aa.png';
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/shared/posters'))
      keys.push(request.headers().authorization, request.headers()['content-type']);
  });
  server.routes.set('/v1/shared/posters', json({ url }, 201));
  const drawn = await drawOn(page, server, short, { key: 'jk_acme_secret' });
  expect(drawn).toMatchObject({ poster: { url, notices: [] } });
  expect(keys).toEqual(['Bearer jk_acme_secret', 'image/png']);
});

test.each([
  ['refused', json({ code: 'rate_limited' }, 429)],
  ['lost', 'drop'],
  ['answered with garbage', { body: '<html>' }],
  ['answered without an address', json({}, 201)],
] as const)('an upload that is %s leaves an address of the picture itself', async (_what, reply) => {
  server.routes.set('/v1/shared/posters', reply);
  const drawn = await drawOn(page, server, short, { key: 'jk_acme_secret' });
  expect(drawn).toMatchObject({
    poster: { url: expect.stringMatching(/^data:image\/png;base64,iVBOR/), notices: ['upload_failed'] },
  });
});

test.each([
  ['a campaign that is off', { ...short, off: 'mandate_ended' as const }, {}, { failed: 'campaign_off' }],
  ['a template that is not known', short, { template: 'gold-coins' }, { failed: 'unknown_template' }],
  [
    'a campaign without a risk line',
    { ...short, disclosure: { ...short.disclosure, risk: '' } },
    {},
    { failed: 'missing', slot: 'risk' },
  ],
] as const)('%s has no poster, and says why', async (_what, campaign, options, failure) => {
  expect(await drawOn(page, server, campaign, options)).toEqual(failure);
});

test('a template that can’t be reached is told; a campaign’s own unknown one is drawn with the first', async () => {
  const [path, reply] = [...server.routes].find(([name]) => name.endsWith('-poster-letter.js')) ?? [];
  if (path === undefined || reply === undefined) throw new Error('no such part');
  server.routes.set(path, 'drop');
  expect(await drawOn(page, server, short, { template: 'letter' })).toEqual({
    failed: 'template_not_loaded',
  });
  server.routes.set(path, reply);
  const campaign = { ...short, poster: { template: 'of another version' } };
  expect(await drawOn(page, server, campaign)).toMatchObject({ poster: { template: 'clear' } });
});

test.each(['red; drop', 'url(x)', '', 'hsl(10 80% 50%)', '#fff', 'yellow'])(
  'any accent, %j too, is drawn so that it can be read',
  async (accent) => {
    const campaign = { ...short, poster: { template: 'band', accent } };
    expect(await drawOn(page, server, campaign)).toMatchObject({ poster: { template: 'band', notices: [] } });
    await keepPicture(page, `band-accent-${accent.replace(/\W/g, '')}`);
    expect(await readBack(page, 0.5, 0.6)).toBe(linkUrl);
  },
);
