/** Owns the one name that tells whether this tab holds something sealed; imports nothing, so that the first part can ask. */

/** The sessionStorage item that holds a tab's key for one form, and dies with the tab. */
export function sealName(tenant: string, form: string): string {
  return `jinjian:${tenant}/${form}:seal`;
}
