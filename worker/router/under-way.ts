/** Owns how many requests of one address, and of one tenant, may be under way in an isolate at once; must not count over time. */
import { type Refusal, refuse } from '../../contract/problem.ts';
import { clientAddress, widerNetwork } from '../intake/client-address.ts';
import type { Asked } from './call.ts';

/** A carrier's address stands for thousands of phones, of which few send at the same instant. */
export const mostOfAddress = 256;
/** What one tenant may hold of the server: far more than are answered in the time that one takes. */
export const mostOfTenant = 2048;

/** No answer takes this long: whatever is still held then was cut off where nobody could give it back. */
const longestMs = 10 * 60_000;

/** What a request holds while it is answered; to be given back whatever becomes of it. */
export interface Place {
  address: string | null;
  tenant: string | null;
  takenMs: number;
}

/** By address and by tenant: only who has something under way has an entry. */
const ofAddress = new Map<string, Set<Place>>();
const ofTenant = new Map<string, Set<Place>>();

/**
 * A place among those under way; `rate_limited` when the address has its share, `overloaded` when the tenant has. One
 * that waits for a slow body counts as long as it waits.
 */
export function takePlace(
  { request, env, nowMs }: Pick<Asked, 'request' | 'env' | 'nowMs'>,
  tenant: string | null,
): Place | Refusal {
  const single = clientAddress(request, env.JINJIAN_CLIENT_IP_HEADER);
  const address = single === null ? null : (widerNetwork(single) ?? single);
  if (isFull(ofAddress, address, mostOfAddress, nowMs)) {
    return { ...refuse('rate_limited'), retryAfterSeconds: 1 };
  }
  if (isFull(ofTenant, tenant, mostOfTenant, nowMs)) {
    return { ...refuse('overloaded'), retryAfterSeconds: 2 };
  }
  const place = { address, tenant, takenMs: nowMs };
  add(ofAddress, address, place);
  add(ofTenant, tenant, place);
  return place;
}

export function givePlaceBack(place: Place): void {
  remove(ofAddress, place.address, place);
  remove(ofTenant, place.tenant, place);
}

function isFull(
  places: ReadonlyMap<string, Set<Place>>,
  key: string | null,
  most: number,
  nowMs: number,
): boolean {
  const taken = key === null ? undefined : places.get(key);
  if (taken === undefined || taken.size < most) return false;
  for (const place of taken) if (place.takenMs < nowMs - longestMs) taken.delete(place);
  return taken.size >= most;
}

function add(places: Map<string, Set<Place>>, key: string | null, place: Place): void {
  if (key === null) return;
  const taken = places.get(key);
  if (taken === undefined) places.set(key, new Set([place]));
  else taken.add(place);
}

function remove(places: Map<string, Set<Place>>, key: string | null, place: Place): void {
  const taken = key === null ? undefined : places.get(key);
  if (key === null || taken === undefined) return;
  taken.delete(place);
  if (taken.size === 0) places.delete(key);
}
