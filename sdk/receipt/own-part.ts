/** Owns the part for a person's own data: the form to correct them in, the page to keep; fetched with the data, no page. */
export { drawCorrection } from './correction.ts';
export { readablePage } from './readable.ts';
