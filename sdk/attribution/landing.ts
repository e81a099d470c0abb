/** Owns the address that the visitor came to this page with; must not read it. */

/**
 * Taken while the script loads: a single-page application may have gone elsewhere by the time that a form is opened.
 * Kept in memory only, since it may name a person.
 */
const arrived = typeof location === 'undefined' ? { search: '', hash: '' } : location;
export const landing: string = arrived.search;
export const landingRoute: string = arrived.hash;
