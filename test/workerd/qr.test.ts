/** Owns that a link's QR code, in each of its three forms, reads as the link's own url; must not know links. */
import { exports } from 'cloudflare:workers';
import jsQR from 'jsqr';
import { beforeAll, expect, test } from 'vitest';
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

test('modules as JSON', async () => {
  const answer = await configure('GET', `/v1/links/${code}/qr`, shop.owner);
  const size = pickNumber(answer, 'size');
  const packed = pickText(answer, 'modules').replaceAll('-', '+').replaceAll('_', '/');
  const bits = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
  expect(bits).toHaveLength(Math.ceil((size * size) / 8));
  const isDark = (row: number, column: number) => {
    const at = row * size + column;
    return ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0;
  };
  expect(drawn(size, isDark)).toBe(url);
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
