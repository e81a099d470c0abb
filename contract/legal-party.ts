/** Owns when two names or codes mean the same legal person; must not know who is meant. */
import { normaliseUscc } from './fields/uscc.ts';
import { folded, levelled } from './plain-text.ts';

export interface LegalParty {
  legalName: string;
  uscc?: string | undefined;
}

/** A legal name as it is compared: without spaces and marks, in one width and one script. */
export function nameOf(name: string): string {
  return folded(levelled(name)).replace(/[\s\p{P}]/gu, '');
}

/** By unified social credit code where both have one, else by name. */
export function isSameParty(one: LegalParty, other: LegalParty): boolean {
  if (one.uscc !== undefined && other.uscc !== undefined)
    return normaliseUscc(one.uscc) === normaliseUscc(other.uscc);
  return nameOf(one.legalName) === nameOf(other.legalName);
}
