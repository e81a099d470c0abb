/** Owns the names of the Worker's bindings; must not know what is done with them. */
import type { DirectoryEnv, DirectoryObject } from './directory/directory-object.ts';
import type { TenantEnv } from './tenant/tenant-object.ts';
import type { TrafficObject } from './traffic/traffic-object.ts';

export interface Env extends DirectoryEnv, TenantEnv {
  DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  TRAFFIC: DurableObjectNamespace<TrafficObject>;
  /** Header that the proxy in front puts the visitor's address into; of a list, the last entry counts. */
  JINJIAN_CLIENT_IP_HEADER?: string;
  /** Further names that the server answers under, apart by commas: `b.example, c.example:8443`. */
  JINJIAN_HOSTS?: string;
  /** What `serve` knows of the process; absent on Cloudflare. */
  JINJIAN_SERVE?: { isOnLoopback: boolean };
}
