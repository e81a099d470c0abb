/** Owns the measure that following a link is compared with: a Worker that redirects and does nothing else. */
import { DurableObject } from 'cloudflare:workers';

export class TenantObject extends DurableObject {}
export class DirectoryObject extends DurableObject {}
export class TrafficObject extends DurableObject {}

export default {
  fetch(request) {
    if (request.url.endsWith('/healthz')) return new Response('ok');
    return new Response(null, {
      status: 302,
      headers: { location: 'http://127.0.0.1/f/bench/loan?r=23456789AB', 'cache-control': 'no-store' },
    });
  },
};
