/** Owns the names of the Worker's bindings; must not know what is done with them. */
import type { DirectoryObject } from './directory/directory-object.ts';
import type { TenantObject } from './tenant/tenant-object.ts';
import type { TrafficObject } from './traffic/traffic-object.ts';

export interface Env {
  DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  TENANT: DurableObjectNamespace<TenantObject>;
  TRAFFIC: DurableObjectNamespace<TrafficObject>;
  /** `k2:<base64 32 bytes>,k1:…`: the first is active, the others still open what they sealed. */
  JINJIAN_MASTER_KEYS: string;
  JINJIAN_ADMIN_TOKEN: string;
  /** Origin under which people reach this server; the request's own when unset. */
  JINJIAN_PUBLIC_URL?: string;
  /** `any` allows http and private addresses as destinations: development and tests only. */
  JINJIAN_TARGETS?: string;
  /** Header that carries the visitor's address; set by the proxy in front. */
  JINJIAN_CLIENT_IP_HEADER?: string;
}
