/** Owns the routes of a tenant's public log (C2SP tlog-tiles); must not know how it is kept or signed. */
import { isRefusal, type Refusal, refuse } from '../../../contract/problem.ts';
import { findTenant, type TenantStub } from '../../intake/tenants.ts';
import { parseTilePath } from '../../ledger/tile.ts';
import { problem } from '../answer.ts';
import { type Call, param } from '../call.ts';
import { encodingFor } from '../content-encoding.ts';
import { localeOf } from '../locale.ts';
import { publicRoute, type Route } from '../route.ts';

const text = 'text/plain; charset=utf-8';
const bytes = 'application/octet-stream';

/** A tile once served never changes, a partial one neither: a wider one has another path. */
const immutable = 'public, max-age=31536000, immutable';

type Answering = (stub: TenantStub, call: Call) => Promise<Response | Refusal>;

/** Anyone may read the log, scripts of any page too; what is not there says so to them as well. */
function published(answering: Answering): (call: Call) => Promise<Response> {
  return async (call) => {
    const stub = await findTenant(call.env, param(call, 'tenant'));
    const outcome = stub === null ? refuse('unknown_tenant') : await answering(stub, call);
    const response = isRefusal(outcome) ? problem(outcome, call.requestId, localeOf(call.request)) : outcome;
    response.headers.set('access-control-allow-origin', '*');
    response.headers.set('cross-origin-resource-policy', 'cross-origin');
    return response;
  };
}

function answer(body: BodyInit, type: string, caching: string, more: Record<string, string> = {}): Response {
  return new Response(body, { headers: { 'content-type': type, 'cache-control': caching, ...more } });
}

export const logRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/log/:tenant/checkpoint',
    summary: 'The log’s signed checkpoint (C2SP tlog-checkpoint)',
    answers: { 200: 'text/plain: a signed note', 503: 'the stored log contradicts what was signed before' },
    handle: published(async (stub, call) => {
      const checkpoint = await stub.log.checkpoint(call.publicUrl);
      return isRefusal(checkpoint) ? checkpoint : answer(checkpoint.note, text, 'no-store');
    }),
  }),
  publicRoute({
    method: 'GET',
    path: '/log/:tenant/key',
    summary: 'The log’s verifier keys, one a line, the active one first (C2SP signed-note)',
    answers: { 200: 'text/plain: name+id+key' },
    handle: published(async (stub, call) => {
      const lines = await stub.log.keys(call.publicUrl);
      return answer(`${lines.join('\n')}\n`, text, 'no-store');
    }),
  }),
  publicRoute({
    method: 'GET',
    path: '/log/:tenant/rollover/:key',
    summary: 'The note by which a former key, named by its id, names the key after it',
    answers: { 200: 'text/plain: a signed note', 404: 'this key named none' },
    handle: published(async (stub, call) => {
      const id = param(call, 'key');
      const note = /^[0-9a-f]{8}$/.test(id) ? await stub.log.rollover(id, call.publicUrl) : null;
      return note === null ? refuse('not_found') : answer(note, text, 'no-store');
    }),
  }),
  publicRoute({
    method: 'GET',
    path: '/log/:tenant/tile/:path+',
    summary: 'A tile `{L}/{N}[.p/{W}]` or an entry bundle `entries/{N}[.p/{W}]` (C2SP tlog-tiles)',
    answers: { 200: 'application/octet-stream', 404: 'past the end of the log, or no path of a tile' },
    handle: published(async (stub, call) => {
      const place = parseTilePath(`tile/${param(call, 'path')}`);
      const tile = place === null ? null : await stub.log.tile(place, call.publicUrl);
      if (place === null || tile === null) return refuse('not_found');
      if (isRefusal(tile)) return tile;
      // Hashes do not compress; entries do.
      const encoding = place.level === 'entries' ? encodingFor(call.request) : {};
      return answer(tile, bytes, immutable, { vary: 'Accept-Encoding', ...encoding });
    }),
  }),
];
