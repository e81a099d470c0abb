/** Owns how many requests may be under way at once, per target and together; must not know which are. */

/** What is known of a target: it answered last; nobody knows yet; it failed last. */
export type Standing = 'proven' | 'unproven' | 'failing';

/**
 * Cloudflare gives an invocation six connections (2026-08): those of targets that fail leave room for the ones that
 * nothing is known of, and both together for the ones that answer.
 */
const placesOfFailing = 2;
const placesOfUnsure = 4;

/** Requests under way, by the standing that their targets have now. */
export interface Taken {
  failing: number;
  unproven: number;
}

/** How many more requests a target may be sent now. */
export function freePlaces(standing: Standing, atOnce: number, busy: number, taken: Taken): number {
  if (standing === 'proven') return Math.max(0, atOnce - busy);
  // One place each: enough to see whether it answers.
  const own = 1 - busy;
  const unsure = placesOfUnsure - taken.failing - taken.unproven;
  const shared = standing === 'failing' ? Math.min(placesOfFailing - taken.failing, unsure) : unsure;
  return Math.max(0, Math.min(own, shared));
}
