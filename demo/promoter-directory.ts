/** Owns the names of the seeded promoters by the ids that the server gave them; must not know links or pages. */
import { promoters } from './seed/parties.ts';
import type { SeededPromoter } from './seed/state.ts';

export interface PromoterDirectory {
  /** The name behind a promoter's id, or undefined for one that the demo did not seed. */
  nameOf(id: string): string | undefined;
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
