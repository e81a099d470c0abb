/** Owns what the tests of drafts run inside a page: drafts, what is sealed, and the mark; must not assert. */
import { sealName } from '../../sdk/draft/draft-mark.ts';

export { createDraftStore } from '../../sdk/draft/draft-store.ts';
export { createSealedStore } from '../../sdk/draft/sealed-store.ts';

/** As the form asks before it fetches what reads one. */
export function hasDraft(tenant: string, form: string): boolean {
  try {
    return !!sessionStorage.getItem(sealName(tenant, form));
  } catch {
    return false;
  }
}
