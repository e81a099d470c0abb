/** Owns which referral touches a browser remembers; must not know whom they credit. Codes and times only, no person. */
import type { Touch } from '../../contract/submission.ts';
import { isRefCode } from './ref-code.ts';

const keptMs = 30 * 86_400_000;
const keptCount = 10;

/**
 * The touches to keep once `ref` was seen at `nowMs`: the first and the latest ones of the last 30 days, 10 at most.
 * Repeats of one code in a row keep their first and their last time only.
 */
export function addTouch(touches: readonly Touch[], ref: string | undefined, nowMs: number): Touch[] {
  const kept = touches.filter((touch) => nowMs - Date.parse(touch.at) < keptMs);
  if (ref !== undefined) {
    const repeated =
      kept.length > 1 && kept[kept.length - 1]?.ref === ref && kept[kept.length - 2]?.ref === ref;
    if (repeated) kept.pop();
    kept.push({ ref, at: new Date(nowMs).toISOString() });
  }
  return kept.length > keptCount ? [...kept.slice(0, 1), ...kept.slice(1 - keptCount)] : kept;
}

/** Touches from stored text; whatever is not one is dropped, since any script of the page can write there. */
export function parseTouches(text: string | null): Touch[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(stored) ? stored.filter(isTouch).map(({ ref, at }) => ({ ref, at })) : [];
  } catch {
    return [];
  }
}

function isTouch(stored: unknown): stored is Touch {
  const touch: Partial<Record<'ref' | 'at', unknown>> = Object(stored);
  return (
    typeof touch.ref === 'string' &&
    isRefCode(touch.ref) &&
    typeof touch.at === 'string' &&
    /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(touch.at)
  );
}
