/** Owns how long someone who said no is not asked again; must not know who asks, or for what. */
import type { AuthorisationRow } from './authorisation-view.ts';

/** Someone who said no is not asked again and again (网络数据安全管理条例 art. 22); one slip of a finger may be mended. */
const refusalQuietMs = 48 * 3_600_000;
const refusalsInQuiet = 2;

/** Seconds until an applicant who refused repeatedly may be asked again; 0 when now. */
export function quietSeconds(earlier: readonly AuthorisationRow[], nowMs: number): number {
  const lately = earlier
    .filter((row) => row.state === 'refused' && (row.decided_at ?? 0) > nowMs - refusalQuietMs)
    .map((row) => row.decided_at ?? 0)
    .sort((a, b) => a - b);
  const counted = lately.at(-refusalsInQuiet);
  return counted === undefined ? 0 : Math.ceil((counted + refusalQuietMs - nowMs) / 1000);
}
