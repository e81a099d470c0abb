/** Owns the Worker's entry: requests to the router, object classes to the runtime; must not know either's work. */
import type { Env } from './env.ts';
import { refuseTunnel } from './router/refuse-tunnel.ts';
import { answer } from './router/router.ts';

export { DirectoryObject } from './directory/directory-object.ts';
export { TenantObject } from './tenant/tenant-object.ts';
export { TrafficObject } from './traffic/traffic-object.ts';

export default {
  fetch: answer,
  connect: refuseTunnel,
} satisfies ExportedHandler<Env>;
