/** Posters put up by promoters: taken when they are pictures and nothing else, given back for a day, by nobody else's key. */
import { exports } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { templates } from '../../sdk/share/poster/templates.ts';
import { version } from '../../sdk/version.ts';
import { bytesOf, chunk, deflated, iend, ihdr, joined, pixels, pngFile, signature } from '../png-file.ts';
import { type Answer, call, expectProblem, findingsOf, pickText, publicUrl } from './api.ts';
import { dayMs, holdTheClock, pass } from './clock.ts';
import { configure, createTenant } from './scenario.ts';
import { rowsOf } from './stored.ts';

let tenant: string;
let owner: string;
let token: string;
let png: Uint8Array<ArrayBuffer>;

async function promoterToken(key: string): Promise<string> {
  return pickText(await configure('POST', '/v1/promoters', key, { kind: 'staff', name: '张晓梅' }), 'token');
}

beforeAll(async () => {
  ({ tenant, owner } = await createTenant());
  png = await pngFile();
});
afterEach(() => void vi.useRealTimers());

function put(key: string | undefined, raw: BodyInit, type = 'image/png'): Promise<Answer> {
  return call('POST', '/v1/shared/posters', { key, raw, headers: { 'content-type': type } });
}

async function get(url: string): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
  const response = await exports.default.fetch(new Request(url));
  return {
    status: response.status,
    headers: response.headers,
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

/** A promoter of its own for each test: uploads are counted by promoter. */
async function putFresh(raw: BodyInit, type?: string): Promise<Answer> {
  token = await promoterToken(owner);
  return put(token, raw, type);
}

describe('a poster that was put up', () => {
  test('is given back byte for byte, as a picture and nothing else', async () => {
    const answer = await putFresh(png);
    expect(answer.status).toBe(201);
    const url = pickText(answer.json, 'url');
    expect(url).toMatch(new RegExp(`^${publicUrl}/i/${tenant}/[\\w-]{22}\\.png$`));
    const given = await get(url);
    expect(given.status).toBe(200);
    expect(given.bytes).toEqual(png);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline; filename="poster.png"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
    });
  });

  test('may have several megabytes, in parts that a row can hold', async () => {
    const size = { width: 1500, height: 800 };
    const raw = new Uint8Array((size.width * 4 + 1) * size.height);
    // 64 KiB of noise at a time, which hardly packs; each row begins with its filter.
    for (let at = 0; at < 2_600_000; at += 65_536) crypto.getRandomValues(raw.subarray(at, at + 65_536));
    for (let row = 0; row < size.height; row++) raw[row * (size.width * 4 + 1)] = 0;
    const file = joined(signature, ihdr(size), chunk('IDAT', await deflated(raw)), iend);
    expect(file.length).toBeGreaterThan(2_500_000);
    const answer = await putFresh(file);
    expect((await get(pickText(answer.json, 'url'))).bytes).toEqual(file);
  });

  test('is there for a day, and gone from storage in the hour after it', async () => {
    holdTheClock();
    const own = await createTenant();
    const answer = await put(await promoterToken(own.owner), png);
    const url = pickText(answer.json, 'url');
    vi.setSystemTime(Date.now() + dayMs - 1);
    expect((await get(url)).status).toBe(200);
    vi.setSystemTime(Date.now() + 1);
    expect((await get(url)).status).toBe(404);
    await pass(own.tenant, 3_600_000);
    expect(await rowsOf(own.tenant, 'posters')).toEqual([]);
    expect(await rowsOf(own.tenant, 'poster_parts')).toEqual([]);
  });

  test('makes room: of one promoter the newest twenty are kept', async () => {
    holdTheClock();
    const own = await createTenant();
    const key = await promoterToken(own.owner);
    const urls: string[] = [];
    for (let at = 0; at < 22; at++) {
      vi.setSystemTime(Date.now() + 7_000);
      urls.push(pickText((await put(key, png)).json, 'url'));
    }
    const found = await Promise.all(urls.map(async (url) => (await get(url)).status));
    expect(found).toEqual([404, 404, ...Array(20).fill(200)]);
    expect(await rowsOf(own.tenant, 'poster_parts')).toHaveLength(20);
  });

  test('is not found under another tenant, another id, another ending', async () => {
    const other = await createTenant();
    const url = pickText((await putFresh(png)).json, 'url');
    for (const wrong of [
      url.replace(tenant, other.tenant),
      url.replace(tenant, 'no-such-tenant'),
      url.replace(/.\.png$/, (end) => (end === 'A.png' ? 'B.png' : 'A.png')),
      url.replace('.png', '.html'),
      `${publicUrl}/i/${tenant}/..%2f..%2fv1.png`,
    ])
      expect((await get(wrong)).status, wrong).toBe(404);
  });
});

describe('who may put one up', () => {
  test('a promoter; no key, no owner, no marketer, no promoter key made for nobody', async () => {
    expectProblem(await put(undefined, png), 401, 'unauthorized');
    expectProblem(await put('jk_nobody_1234567890', png), 401, 'unauthorized');
    expectProblem(await put(owner, png), 403, 'forbidden');
    for (const role of ['marketer', 'crm', 'compliance', 'promoter']) {
      const key = pickText(await configure('POST', '/v1/keys', owner, { role, label: role }), 'key');
      expectProblem(await put(key, png), 403, 'forbidden');
    }
  });

  test('a promoter of another tenant puts it up there', async () => {
    const other = await createTenant();
    const answer = await put(await promoterToken(other.owner), png);
    expect(pickText(answer.json, 'url')).toContain(`/i/${other.tenant}/`);
  });

  test('not one that has left', async () => {
    const made = await configure('POST', '/v1/promoters', owner, { kind: 'staff', name: '李雷' });
    await call('DELETE', `/v1/promoters/${pickText(made, 'id')}`, { key: owner });
    expectProblem(await put(pickText(made, 'token'), png), 401, 'unauthorized');
  });

  test('ten times a minute, each promoter by itself', async () => {
    await putFresh(png);
    for (let at = 1; at < 10; at++) expect((await put(token, png)).status).toBe(201);
    const answer = await put(token, png);
    expectProblem(answer, 429, 'rate_limited');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await putFresh(png)).status).toBe(201);
  });
});

describe('forged uploads are refused and stored nowhere', () => {
  const size = { width: 30, height: 20 };
  const huge = { width: 40_000, height: 40_000 };
  const html = bytesOf('<!doctype html><script>alert(1)</script>');
  const cases: [string, () => Promise<Uint8Array> | Uint8Array, fault?: string][] = [
    ['nothing', () => new Uint8Array()],
    ['HTML', () => html],
    ['HTML behind a signature', () => joined(signature, html)],
    ['a JPEG', () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46)],
    ['SVG', () => bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a PNG with a script after its end', async () => joined(await pngFile(), html)],
    ['a PNG with one byte after its end', async () => joined(await pngFile(), new Uint8Array(1))],
    ['two PNGs', async () => joined(await pngFile(), await pngFile())],
    ['a PNG without its end', async () => (await pngFile()).subarray(0, -12)],
    ['a PNG cut off', async () => (await pngFile()).subarray(0, -20)],
    [
      'a chunk with a wrong checksum',
      async () => joined(signature, ihdr(size), chunk('IDAT', await pixels(size), 1), iend),
    ],
    [
      'a header with a wrong checksum',
      async () => {
        const file = await pngFile();
        file[18] = 1;
        return file;
      },
    ],
    [
      'a chunk longer than the file',
      async () => {
        const file = await pngFile();
        file[33] = 0x7f;
        return file;
      },
    ],
    ['no header first', async () => joined(signature, chunk('IDAT', await pixels(size)), ihdr(size), iend)],
    [
      'two headers',
      async () => joined(signature, ihdr(size), ihdr(size), chunk('IDAT', await pixels(size)), iend),
    ],
    ['no data', () => joined(signature, ihdr(size), iend)],
    [
      'data in two places',
      async () =>
        joined(signature, ihdr(size), chunk('IDAT', await pixels(size)), chunk('tEXt'), chunk('IDAT'), iend),
    ],
    [
      'an end with bytes in it',
      async () => joined(signature, ihdr(size), chunk('IDAT', await pixels(size)), chunk('IEND', html)),
    ],
    [
      'an unknown chunk that matters',
      async () => joined(signature, ihdr(size), chunk('EVIL', html), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      'fewer pixels than the header says',
      async () => joined(signature, ihdr({ width: 30, height: 21 }), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      'more pixels than the header says',
      async () => joined(signature, ihdr({ width: 30, height: 19 }), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      'a script behind the packed pixels',
      async () => joined(signature, ihdr(size), chunk('IDAT', joined(await pixels(size), html)), iend),
    ],
    ['data that does not unpack', () => joined(signature, ihdr(size), chunk('IDAT', html), iend)],
    [
      'a picture of no width',
      () => joined(signature, ihdr({ width: 0, height: 20 }), chunk('IDAT', html), iend),
    ],
    [
      'an impossible depth',
      async () => joined(signature, ihdr({ ...size, depth: 3 }), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      'an interlaced picture',
      async () => joined(signature, ihdr({ ...size, interlace: 1 }), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      'a palette picture without a palette',
      async () =>
        joined(signature, ihdr({ ...size, colourType: 3 }), chunk('IDAT', await pixels(size)), iend),
    ],
    [
      '1600 megapixels in a few bytes',
      async () => joined(signature, ihdr(huge), chunk('IDAT', await pixels(size)), iend),
      'png_too_large',
    ],
    [
      'a picture that unpacks to far more than its header says',
      async () =>
        joined(signature, ihdr(size), chunk('IDAT', await deflated(new Uint8Array(30_000_000))), iend),
    ],
  ];

  test.each(cases)('%s', async (_what, make, fault = 'not_a_png') => {
    const before = await rowsOf(tenant, 'posters');
    const answer = await putFresh(joined(await make()));
    expectProblem(answer, 422, 'invalid_request');
    expect(findingsOf(answer)).toEqual([` ${fault}`]);
    expect(await rowsOf(tenant, 'posters')).toEqual(before);
  });

  test('20 megabytes, told or not', async () => {
    const large = new Uint8Array(20_000_000);
    expectProblem(await putFresh(large), 413, 'too_large');
    const stream = new Blob([large]).stream();
    expectProblem(await putFresh(stream), 413, 'too_large');
  });

  test.each(['text/html', 'application/json', 'image/svg+xml', 'image/jpeg', ''])(
    'a sound PNG that is called %s',
    async (type) => expectProblem(await putFresh(png, type), 422, 'invalid_request'),
  );
});

test('what else a file carries is left out: texts, profiles, an animation', async () => {
  const size = { width: 30, height: 20 };
  const data = chunk('IDAT', await pixels(size));
  const html = bytesOf('<script>alert(1)</script>');
  const laden = joined(
    signature,
    ihdr(size),
    chunk('tEXt', html),
    chunk('acTL', new Uint8Array(8)),
    chunk('fcTL', new Uint8Array(26)),
    chunk('eXIf', html),
    chunk('sRGB', new Uint8Array(1)),
    data,
    chunk('fdAT', joined(new Uint8Array(4), html)),
    chunk('iTXt', html),
    iend,
  );
  const url = pickText((await putFresh(laden)).json, 'url');
  expect((await get(url)).bytes).toEqual(joined(signature, ihdr(size), data, iend));
});

test.each(['share', ...templates.map(({ name }) => `poster-${name}`)])(
  'the part %s is served, for ever under its version',
  async (part) => {
    const answer = await call('GET', `/w/jinjian-${version}-${part}.js`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.text).toContain('export default function');
  },
);
