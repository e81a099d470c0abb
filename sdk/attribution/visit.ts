/** Owns the two counts a page view gives, `view` and `start`; must not carry anything about the person. */

/** Posts one count and forgets it. As text/plain a cross-origin post needs no preflight. */
export function postVisit(
  base: string,
  tenant: string,
  visit: { kind: 'view' | 'start'; form: string; ref?: string | undefined },
): void {
  const url = `${base}/v1/t/${tenant}/visits`;
  const body = JSON.stringify(visit);
  try {
    navigator.sendBeacon(url, body);
  } catch {
    // A count is never worth an error on the page.
  }
}
