/** Owns whether a body kept from an earlier attempt may still go out as it is; must not know how it was kept. */
import type { EventBody } from '../../contract/event.ts';
import { ownMember, ownText } from './own-member.ts';

/**
 * True while the kept body holds no value that the body built now would not, and claims no grant that no longer
 * stands. That a value was corrected since changes nothing: the correction follows as an event of its own.
 */
export function stillCovered(kept: EventBody, now: EventBody): boolean {
  const fields = new Set(Object.keys(valuesIn(now)));
  const grants = new Set(grantsIn(now));
  return (
    Object.keys(valuesIn(kept)).every((field) => fields.has(field)) &&
    grantsIn(kept).every((one) => grants.has(one))
  );
}

/** The lead's values that a body holds, by field; none where it holds none. */
export function valuesIn(body: EventBody): object {
  const values = ownMember(body.data, 'lead', 'values');
  return typeof values === 'object' && values !== null ? values : {};
}

function grantsIn(body: EventBody): string[] {
  const consents = ownMember(body.data, 'consents');
  if (!Array.isArray(consents)) return [];
  return consents
    .filter((one) => ownMember(one, 'decision') === 'granted')
    .map((one) => `${ownText(one, 'notice')}/${ownText(one, 'version')}`);
}
