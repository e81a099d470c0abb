/** Owns whether a typed number can be the applicant’s at all; what can’t is never sent to be compared. */
import { isMobile, normalisePhone } from '../../contract/fields/phone.ts';
import { withoutInvisible } from '../../contract/fields/text-form.ts';

export function canBeMobile(typed: string): boolean {
  return isMobile(normalisePhone(withoutInvisible(typed)));
}
