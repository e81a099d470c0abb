/** Owns the list of what the demo's tenant publishes, in the order the server needs it; must not know the server. */
import { createHash } from 'node:crypto';
import { campaigns } from './campaigns.ts';
import { contents } from './contents.ts';
import { businessLoan } from './form-business.ts';
import { personalLoan } from './form-personal.ts';
import { creditQueryNotice } from './notice-credit.ts';
import { privacyNotice, sensitiveIdNotice } from './notice-privacy.ts';
import { marketingNotice, provideBankA, provideBankB } from './notice-provide.ts';
import { recipients } from './parties.ts';

export const notices = [
  privacyNotice,
  sensitiveIdNotice,
  provideBankA,
  provideBankB,
  marketingNotice,
  creditQueryNotice,
];
export const forms = [businessLoan, personalLoan];

/** Changes when any published word does, so that a later start publishes again only then. */
export function contentDigest(): string {
  return createHash('sha256')
    .update(JSON.stringify([recipients, notices, forms, campaigns, contents]))
    .digest('hex');
}
