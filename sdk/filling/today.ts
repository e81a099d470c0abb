/** Owns which day it is where an applicant's clock may be wrong; must not judge anything by it. */
import { chinaDateAt } from '../../contract/fields/date.ts';

/** The day of this version, raised with each release: written down, since two builds of one version must be the same bytes. */
const releasedOn = '2026-11-22';

/**
 * Today in mainland China, and never before this version was there: by a clock that is behind, grown people would be
 * under age and in 1970 not yet born. A clock that is ahead only makes people older; the Worker judges by its own.
 * @param nowMs the visitor's clock
 */
export function todayAt(nowMs: number): string {
  const today = chinaDateAt(nowMs);
  return today < releasedOn ? releasedOn : today;
}
