/** Owns what the tests of drafts run inside a page: drafts, what is sealed, and the mark; must not assert. */
export { hasDraft } from '../../sdk/draft/draft-mark.ts';
export { createDraftStore } from '../../sdk/draft/draft-store.ts';
export { createSealedStore } from '../../sdk/draft/sealed-store.ts';
