/** Owns the noting of a visit's referral code, in localStorage by tenant; must not judge what was noted before. */

/** Longer notes lose their oldest visits; a form that is filled rewrites them short (attribution/touches.ts). */
const keptSigns = 1000;

export function touchesKey(tenant: string): string {
  return `jinjian:${tenant}`;
}

/** Appends `{code}{ms};`. In sandboxed frames storage throws: then only this visit itself knows. */
export function rememberTouch(tenant: string, ref: string | undefined, nowMs: number): void {
  try {
    const key = touchesKey(tenant);
    if (ref)
      localStorage.setItem(key, `${(localStorage.getItem(key) || '').slice(-keptSigns)}${ref}${nowMs};`);
  } catch {}
}
