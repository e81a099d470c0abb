/** Owns the one name that tells whether this tab holds something sealed; imports nothing, so that the first part can ask. */

/** The sessionStorage item that holds a tab's key for one form, and dies with the tab. */
export function sealName(tenant: string, form: string): string {
  return `jinjian:${tenant}/${form}:seal`;
}

/** True when this tab may hold a draft or an unsent submission of the form: only opening it tells. */
export function hasDraft(tenant: string, form: string): boolean {
  try {
    return sessionStorage.getItem(sealName(tenant, form)) !== null;
  } catch {
    return false;
  }
}
