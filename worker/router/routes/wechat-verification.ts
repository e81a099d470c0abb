/** Owns the route of the file by which WeChat knows a tenant's paths; must not know what is signed for them. */
import { refuse } from '../../../contract/problem.ts';
import { findTenant } from '../../intake/tenants.ts';
import { param } from '../call.ts';
import { publicRoute, type Route } from '../route.ts';

/** Below which of a tenant's paths WeChat may look for its file: its pages, and its links. */
const verifiedPaths = ['f', 'c', 'p', 's'];

export const wechatVerificationRoutes: Route[] = [
  publicRoute({
    method: 'GET',
    path: '/:page/:tenant/MP_verify_:code.txt',
    summary: 'The file by which WeChat sees that a path of this server may be a tenant’s JS接口安全域名',
    answers: { 200: 'text/plain' },
    handle: async (call) => {
      const code = param(call, 'code');
      const isPath = verifiedPaths.includes(param(call, 'page'));
      const stub = isPath ? await findTenant(call.env, param(call, 'tenant')) : null;
      const settings = stub === null ? undefined : (await stub.profile.view()).settings;
      if (settings?.wechat?.verification !== code) return refuse('not_found');
      return new Response(code, {
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      });
    },
  }),
];
