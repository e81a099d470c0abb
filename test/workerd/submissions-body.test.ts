/** Owns the bounds of a submission's body: media type and size; must not know what is in it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { post, submissionOf } from './applicant.ts';
import { expectRefused } from './refusal.ts';
import { openShop, type Shop } from './scenario.ts';

const limit = 64 * 1024;

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A valid submission of exactly this many bytes: JSON allows white space after the object. */
function ofSize(bytes: number): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(submissionOf(shop)));
  const body = new Uint8Array(bytes).fill(0x20);
  body.set(json);
  return body;
}

/** Sent in pieces, so that no length is told in advance. */
function streamed(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + 5000));
      at += 5000;
    },
  });
}

describe('media types', () => {
  test.for(['application/json', 'application/json; charset=utf-8', 'text/plain', 'Text/Plain;charset=UTF-8'])(
    '%s is taken',
    async (type) => {
      const answer = await post(shop, submissionOf(shop), { headers: { 'content-type': type } });
      expect(answer.status, answer.text).toBe(201);
    },
  );

  test.for([
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/html',
    'application/jsonp',
    '',
  ])('%j is unsupported_media_type', async (type) => {
    await expectRefused(
      shop,
      undefined,
      { status: 415, code: 'unsupported_media_type' },
      {
        // Bytes have no media type of their own.
        raw: new TextEncoder().encode(JSON.stringify(submissionOf(shop))),
        headers: { 'content-type': type },
      },
    );
  });
});

describe('size', () => {
  test('64 KiB exactly is taken, whole and streamed', async () => {
    expect((await post(shop, undefined, { raw: ofSize(limit) })).status).toBe(201);
    expect((await post(shop, undefined, { raw: streamed(ofSize(limit)) })).status).toBe(201);
  });

  test('one byte more is too_large', async () => {
    await expectRefused(shop, undefined, { status: 413, code: 'too_large' }, { raw: ofSize(limit + 1) });
  });

  test('one byte more is too_large when streamed without a length', async () => {
    const raw = streamed(ofSize(limit + 1));
    await expectRefused(shop, undefined, { status: 413, code: 'too_large' }, { raw });
  });

  test('a length that is told too large is refused before anything is read', async () => {
    await expectRefused(
      shop,
      undefined,
      { status: 413, code: 'too_large' },
      { raw: ofSize(limit), headers: { 'content-length': String(limit + 1) } },
    );
  });
});
