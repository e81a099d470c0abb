/** Owns the names of the seeded promoters by the ids that the server gave them; and where their share centre opens; must not know links. */
import { type PromoterKey, promoters, tenant } from './seed/parties.ts';
import type { SeededPromoter } from './seed/state.ts';

export interface PromoterDirectory {
  /** The name behind a promoter's id, or undefined for one that the demo did not seed. */
  nameOf(id: string): string | undefined;
}

/** Where a seeded promoter's share centre opens, signed in: the token is in the fragment, which no server sees. */
export function shareCentreOf(
  seeded: readonly SeededPromoter[],
  key: PromoterKey,
  serverUrl: string,
): string | undefined {
  const token = seeded.find((promoter) => promoter.key === key)?.token;
  return token === undefined ? undefined : `${serverUrl}/p/${tenant.id}#k=${token}`;
}

/** @param seeded read anew at each look-up, since the first start fills it while the CRM already runs */
export function promoterDirectory(seeded: () => readonly SeededPromoter[]): PromoterDirectory {
  return {
    nameOf(id) {
      const key = seeded().find((promoter) => promoter.id === id)?.key;
      return promoters.find((promoter) => promoter.key === key)?.name;
    },
  };
}
