/** Owns the reading of what the browser remembers of referrals, for a submission; must not know the form. */
import type { Touch } from '../../contract/submission.ts';
import { touchesKey } from './remember-touch.ts';
import { addTouch, noteTouches, parseTouches } from './touches.ts';

/** The touches remembered for a tenant, this visit's among them even where storage throws; their notes are shortened. */
export function recallTouches(tenant: string, ref: string | undefined, nowMs: number): Touch[] {
  const key = touchesKey(tenant);
  try {
    const touches = parseTouches(localStorage.getItem(key) ?? '', nowMs);
    if (touches.length > 0) localStorage.setItem(key, noteTouches(touches));
    if (touches.length > 0 || !ref) return touches;
  } catch {}
  return addTouch([], ref, nowMs);
}
