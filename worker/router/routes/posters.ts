/** Owns the routes of drawn posters: a promoter puts one up, its phone takes it from there; must not know how one is drawn. */

import { nanoid } from 'nanoid';
import { type Refusal, refuse } from '../../../contract/problem.ts';
import { mostChunks, type PngFault, readPng } from '../../encoding/read-png.ts';
import { findTenant } from '../../intake/tenants.ts';
import { json } from '../answer.ts';
import { boundedBytes } from '../bounded-body.ts';
import { param } from '../call.ts';
import { noBody, publicRoute, type Route, tenantRoute } from '../route.ts';

const mostBytes = 4 * 1024 * 1024;
/** Twice what the largest template has (1500 × 2668). */
const mostPixels = 8_004_000;
/** 132 bits: the address is all that keeps a poster from others. */
const idLength = 22;
const idPattern = /^[\w-]{22}$/;

export const posterRoutes: Route[] = [
  tenantRoute({
    method: 'POST',
    path: '/v1/shared/posters',
    summary: 'Put up a drawn poster for a day: a PNG of at most 4 MiB, kept with nothing but its picture',
    answers: { 201: 'url' },
    access: ['promoter'],
    body: noBody,
    handle: async (call) => {
      const { promoter } = call.actor;
      // A promoter key that was made for nobody in particular shares nothing.
      if (promoter === undefined) return refuse('forbidden');
      const limited = await call.stub.posters.take(promoter);
      if (limited !== null) return limited;
      if (call.request.headers.get('content-type') !== 'image/png') return notTaken('not_a_png');
      const file = await boundedBytes(call.request, mostBytes);
      if ('refused' in file) return file;
      const png = await readPng(file, mostPixels);
      if (typeof png === 'string') return notTaken(png);
      const id = nanoid(idLength);
      await call.stub.posters.put(id, promoter, png.bytes);
      return json({ url: `${call.publicUrl}/i/${call.tenant}/${id}.png` }, 201);
    },
  }),
  publicRoute({
    method: 'GET',
    path: '/i/:tenant/:id.png',
    summary: 'A poster that a promoter put up, for a day',
    answers: { 200: 'image/png' },
    handle: async (call) => {
      const id = param(call, 'id');
      const stub = idPattern.test(id) ? await findTenant(call.env, param(call, 'tenant')) : null;
      const parts = stub === null ? null : await stub.posters.get(id);
      if (parts === null) return refuse('not_found');
      return new Response(new Blob(parts.map((part) => new Uint8Array(part))), {
        headers: {
          'content-type': 'image/png',
          'content-disposition': 'inline; filename="poster.png"',
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'private, max-age=3600',
          'x-robots-tag': 'noindex',
        },
      });
    },
  }),
];

/** What a fault names as the most that is taken. */
const caps: Partial<Record<PngFault, number>> = {
  png_too_large: mostPixels,
  png_too_many_chunks: mostChunks,
};

function notTaken(fault: PngFault): Refusal {
  const max = caps[fault];
  return refuse('invalid_request', [
    { path: '', code: fault, ...(max === undefined ? {} : { params: { max } }) },
  ]);
}
