/** Owns the address of the page on which a tenant's people read about a lead; must not know what the page shows. */

/** Without anything personal in it: both parts are ids. Null where the server's own address is not configured. */
export function leadPageUrl(publicUrl: string | null, tenant: string, lead: string): string | null {
  return publicUrl === null ? null : `${publicUrl}/l/${tenant}/${lead}`;
}
