/** Owns the browser's memory of touches, in localStorage by tenant; must not know the form. */
import type { Touch } from '../../contract/submission.ts';
import { addTouch, parseTouches } from './touches.ts';

/** Adds this visit's touch and answers what is remembered. In sandboxed frames storage throws: then only this visit counts. */
export function rememberTouch(tenant: string, ref: string | undefined, nowMs: number): Touch[] {
  const key = `jinjian:${tenant}`;
  try {
    const touches = addTouch(parseTouches(localStorage.getItem(key)), ref, nowMs);
    if (touches.length > 0) localStorage.setItem(key, JSON.stringify(touches));
    return touches;
  } catch {
    return addTouch([], ref, nowMs);
  }
}
