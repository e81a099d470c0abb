/** Owns that a link's QR code, in each of its forms and looks, reads as the link's own url; must not know links. */
import { exports } from 'cloudflare:workers';
import jsQR from 'jsqr';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, expectProblem, findingsOf, pickNumber, pickText, publicUrl } from './api.ts';
import { decodePng } from './png.ts';
import { configure, openShop, type Shop } from './scenario.ts';

let shop: Shop;
let code: string;
let url: string;
beforeAll(async () => {
  shop = await openShop();
  const link = await configure('POST', '/v1/links', shop.owner, { form: 'biz' });
  code = pickText(link, 'code');
  url = pickText(link, 'url');
});

/** Draws modules with a quiet zone of four, as a poster does. */
function drawn(size: number, isDark: (row: number, column: number) => boolean) {
  const scale = 4;
  const width = (size + 8) * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = [Math.floor(y / scale) - 4, Math.floor(x / scale) - 4];
      const inside = row >= 0 && column >= 0 && row < size && column < size;
      if (inside && isDark(row, column)) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return jsQR(data, width, width)?.data;
}

test.for([120, 480, 487, 2000])('PNG of %i pixels', async (size) => {
  const request = new Request(`${publicUrl}/v1/links/${code}/qr.png?size=${size}`, {
    headers: { authorization: `Bearer ${shop.owner}` },
  });
  const response = await exports.default.fetch(request);
  expect(response.headers.get('content-type')).toBe('image/png');
  const { data, width, height } = await decodePng(new Uint8Array(await response.arrayBuffer()));
  expect(width).toBe(height);
  expect(width).toBeGreaterThanOrEqual(size);
  expect(width).toBeLessThan(size + 60);
  expect(jsQR(data, width, height)?.data).toBe(url);
});

async function matrixOf(query = '') {
  const answer = await configure('GET', `/v1/links/${code}/qr?${query}`, shop.owner);
  const size = pickNumber(answer, 'size');
  const packed = pickText(answer, 'modules').replaceAll('-', '+').replaceAll('_', '/');
  const bits = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  const modules = (row: number, column: number) => {
    const at = row * size + column;
    return ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0;
  };
  return { size, bits, modules };
}

test('modules as JSON', async () => {
  const { size, bits, modules } = await matrixOf();
  expect(bits).toHaveLength(Math.ceil((size * size) / 8));
  expect(drawn(size, modules)).toBe(url);
});

test('SVG', async () => {
  const answer = await call('GET', `/v1/links/${code}/qr.svg?size=300`, { key: shop.owner });
  expect(answer.headers.get('content-type')).toBe('image/svg+xml');
  const whole = Number(/viewBox="0 0 (\d+) \1"/.exec(answer.text)?.[1]);
  expect(answer.text).toContain('width="300" height="300"');
  expect(answer.text).not.toMatch(/<script|href|url\(/);
  const dark = new Set<string>();
  for (const [, x, y, run] of answer.text.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let step = 0; step < Number(run); step++) dark.add(`${Number(y) - 4},${Number(x) - 4 + step}`);
  }
  expect(drawn(whole - 8, (row, column) => dark.has(`${row},${column}`))).toBe(url);
});

test.for(['119', '2001', '0', '-1', '1.5', 'big', '1e9'])('size=%s is refused', async (size) => {
  const answer = await call('GET', `/v1/links/${code}/qr.png?size=${size}`, { key: shop.owner });
  expectProblem(answer, 422, 'invalid_request');
  expect(findingsOf(answer)).toEqual(['size out_of_range']);
});

async function pngOf(
  query: string,
  of = code,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const request = new Request(`${publicUrl}/v1/links/${of}/qr.png?${query}`, {
    headers: { authorization: `Bearer ${shop.owner}` },
  });
  return decodePng(new Uint8Array(await (await exports.default.fetch(request)).arrayBuffer()));
}

/** Each pixel the mean of four, as a chat that shrinks pictures makes it. */
function halved({ data, width }: { data: Uint8ClampedArray; width: number }) {
  const small = Math.floor(width / 2);
  const result = new Uint8ClampedArray(small * small * 4).fill(255);
  for (let y = 0; y < small; y++) {
    for (let x = 0; x < small; x++) {
      const at = (2 * y * width + 2 * x) * 4;
      const four = [at, at + 4, at + width * 4, at + width * 4 + 4];
      const mean = four.reduce((sum, one) => sum + (data[one] ?? 0), 0) / 4;
      result.fill(mean, (y * small + x) * 4, (y * small + x) * 4 + 3);
    }
  }
  return jsQR(result, small, small)?.data;
}

describe('looks', () => {
  const looks = ['L', 'M', 'Q', 'H'].flatMap((level) =>
    [1, 4, 10].map((margin) => `level=${level}&margin=${margin}`),
  );
  test.for([
    ...looks,
    'logo=blank',
    'logo=blank&logoSize=10',
    'logo=blank&logoSize=30',
    'logo=blank&level=H&logoSize=30&margin=2',
  ])('%s is read, at half the size too', async (look) => {
    for (const size of [300, 641]) {
      const image = await pngOf(`size=${size}&${look}`);
      expect(jsQR(image.data, image.width, image.height)?.data).toBe(url);
      expect(halved(image)).toBe(url);
    }
  });

  test('the free square is light, in the middle, and as large as asked', async () => {
    const { size, modules } = await matrixOf('logo=blank&logoSize=30');
    const half = Math.floor((size * 0.3 - 1) / 2);
    const middle = (size - 1) / 2;
    const darkIn = (isDark: (row: number, column: number) => boolean) => {
      const places = Array.from({ length: 2 * half + 1 }, (_, at) => middle - half + at);
      return places.flatMap((row) => places.filter((column) => isDark(row, column))).length;
    };
    expect(darkIn(modules)).toBe(0);
    expect((2 * half + 1) / size).toBeLessThanOrEqual(0.3);
    expect(drawn(size, modules)).toBe(url);
    const whole = await matrixOf('level=H');
    expect(whole.size).toBe(size);
    // About half of some eighty modules: never none.
    expect(darkIn(whole.modules)).toBeGreaterThan(0);
  });

  test('a margin is that many light modules', async () => {
    for (const margin of [0, 4, 10]) {
      const answer = await call('GET', `/v1/links/${code}/qr.svg?margin=${margin}`, { key: shop.owner });
      const first = /<path d="M(\d+) (\d+)h7v1/.exec(answer.text);
      expect([first?.[1], first?.[2]]).toEqual([String(margin), String(margin)]);
    }
  });

  test.for([
    ['margin=11', 'margin out_of_range'],
    ['margin=-1', 'margin out_of_range'],
    ['margin=2.5', 'margin out_of_range'],
    ['level=X', 'level not_a_level'],
    ['level=h', 'level not_a_level'],
    ['logo=https%3A%2F%2Fexample.com%2Flogo.png', 'logo only_blank'],
    ['logo=', 'logo only_blank'],
    ['logo=blank&level=M', 'level logo_needs_level_h'],
    ['logo=blank&logoSize=31', 'logoSize out_of_range'],
    ['logo=blank&logoSize=9', 'logoSize out_of_range'],
    ['logo=blank&logoSize=NaN', 'logoSize out_of_range'],
    ['size=1&margin=99', 'size out_of_range, margin out_of_range'],
  ])('%s is refused', async ([query, findings]) => {
    for (const kind of ['qr.svg', 'qr.png', 'qr']) {
      const answer = await call('GET', `/v1/links/${code}/${kind}?${query}`, { key: shop.owner });
      expectProblem(answer, 422, 'invalid_request');
      expect(findingsOf(answer).join(', ')).toBe(findings);
    }
  });

  test('a browser keeps each picture, by what it shows and how', async () => {
    const at = (path: string, headers = {}) => call('GET', `/v1/links/${path}`, { key: shop.owner, headers });
    const [first, again] = [await at(`${code}/qr.svg`), await at(`${code}/qr.svg?size=480&margin=4&level=M`)];
    expect(first.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const etag = first.headers.get('etag') ?? '';
    expect(again.headers.get('etag')).toBe(etag);
    for (const other of [`${code}/qr.svg?level=H`, `${code}/qr.svg?margin=3`, `${code}/qr.svg?size=481`]) {
      expect((await at(other)).headers.get('etag')).not.toBe(etag);
    }
    const kept = await at(`${code}/qr.svg`, { 'if-none-match': `"other", ${etag}` });
    expect([kept.status, kept.text]).toEqual([304, '']);
    expectProblem(
      await call('GET', `/v1/links/${code}/qr.svg`, { headers: { 'if-none-match': etag } }),
      401,
      'unauthorized',
    );
  });
});
