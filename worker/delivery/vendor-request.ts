/** Owns what requests to vendors have in common: where they go and that they carry JSON; must not know any vendor. */
import type { Config, OutgoingRequest } from './adapter.ts';

export const jsonType = 'application/json; charset=utf-8';

/** Where a vendor is: its own origin, unless the tenant's configuration names another. */
export function baseOf(config: Config, origin: string): string {
  return (config.baseUrl ?? origin).replace(/\/{1,9}$/, '');
}

export function postJson(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): OutgoingRequest {
  return { url, headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(body) };
}
