/** Owns which referral touches a browser remembers; must not know whom they credit. Codes and times only, no person. */
import type { Touch } from '../../contract/submission.ts';

const keptMs = 30 * 86_400_000;
const keptCount = 10;

/**
 * The touches to keep once `ref` was seen at `nowMs`: the first and the latest ones of the last 30 days, 10 at most.
 * Repeats of one code in a row keep their first and their last time only.
 */
export function addTouch(touches: readonly Touch[], ref: string | undefined, nowMs: number): Touch[] {
  const kept = touches.filter((touch) => isRecent(touch.at, nowMs));
  if (ref !== undefined) {
    const repeated =
      kept.length > 1 && kept[kept.length - 1]?.ref === ref && kept[kept.length - 2]?.ref === ref;
    if (repeated) kept.pop();
    kept.push({ ref, at: new Date(nowMs).toISOString() });
  }
  return kept.length > keptCount ? [...kept.slice(0, 1), ...kept.slice(1 - keptCount)] : kept;
}

/** Touches from the notes of visits; whatever is not one is dropped, since any script of the page can write there. */
export function parseTouches(notes: string, nowMs: number): Touch[] {
  const visits = notes.match(/[2-9A-HJ-NP-Z]{10}\d{13};/g) ?? [];
  return visits
    .reduce(
      (touches: Touch[], visit) => addTouch(touches, visit.slice(0, 10), Number(visit.slice(10, 23))),
      [],
    )
    .filter(({ at }) => isRecent(at, nowMs));
}

/** Notes as short as they can be: what the next visit is appended to. */
export function noteTouches(touches: readonly Touch[]): string {
  return touches.map(({ ref, at }) => `${ref}${Date.parse(at)};`).join('');
}

function isRecent(at: string, nowMs: number): boolean {
  return nowMs - Date.parse(at) < keptMs;
}
