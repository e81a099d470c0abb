/** Owns the query, and what stands behind `#`, that the visitor came to this page with; must not read them. */

/**
 * Taken while the script loads: a single-page application may have gone elsewhere by the time that a form is opened.
 * Kept in memory only, since it may name a person.
 */
export const landing: string =
  !__JINJIAN_SCRIPT__ && typeof location === 'undefined' ? '' : location.search + location.hash;
