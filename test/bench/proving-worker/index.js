/** Owns a Worker that is the built one and also makes many proofs in one request, as its own routes ask for them; no more. */
import * as built from '../../../dist/worker/index.js';

export const { DirectoryObject, TenantObject, TrafficObject } = built;

export default {
  async fetch(request, env, execution) {
    const url = new URL(request.url);
    if (url.pathname !== '/bench/proofs') return built.default.fetch(request, env, execution);
    const stub = env.TENANT.get(env.TENANT.idFromName(url.searchParams.get('tenant')));
    const proofs = [];
    for (const index of url.searchParams.get('indexes').split(',')) {
      proofs.push((await stub.log.inclusion(Number(index), env.JINJIAN_PUBLIC_URL)).proof);
    }
    return Response.json({ proofs });
  },
};
