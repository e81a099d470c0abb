/** Owns which roles may change where the tenant's own leads go, in clear and whole; must not know storage. */
import type { SettingsPatch } from '../publishing/settings-schema.ts';
import { self } from '../routing/recipients.ts';
import { isEmpty, type RouteSet } from '../routing/rules.ts';
import type { Role } from './keys.ts';

/**
 * What the recipient `self` is sent is every lead with every value, under no notice that names a recipient: whoever
 * could point that elsewhere would read leads that their role may not.
 */
export function mayDirectLeads(role: Role): boolean {
  return role === 'owner';
}

/** @param recipients of the destination, as it is and as it is to be */
export function mayChangeDestination(role: Role, recipients: readonly (string | undefined)[]): boolean {
  return mayDirectLeads(role) || !recipients.includes(self);
}

/** The account that codes are sent with reads the number of everyone who is sent one; that of e-signatures, who signs. */
export function mayPatch(role: Role, settings: SettingsPatch | undefined): boolean {
  return mayDirectLeads(role) || (settings?.sms === undefined && settings?.signing === undefined);
}

interface Place {
  id: string;
  recipient: string;
  enabled: number;
}

/** Destinations of the tenant itself that a rule set leads to; without rules it is every one that is switched on. */
export function ownPlacesOf(set: RouteSet, places: readonly Place[]): string[] {
  const named = new Set([...set.rules.flatMap(({ to }) => to), ...(set.fallback ?? [])]);
  return places
    .filter(({ recipient }) => recipient === self)
    .filter(({ id, enabled }) => (isEmpty(set) ? enabled === 1 : named.has(id)))
    .map(({ id }) => id);
}

/** Other rules may share leads out anew among what has them already, and lead them to nothing more of the tenant's own. */
export function maySaveRoutes(
  role: Role,
  places: readonly Place[],
  before: RouteSet,
  after: RouteSet,
): boolean {
  const had = new Set(ownPlacesOf(before, places));
  return mayDirectLeads(role) || ownPlacesOf(after, places).every((id) => had.has(id));
}
