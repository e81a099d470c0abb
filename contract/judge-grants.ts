/** Owns the judgement of grants against the notices that a published form pins; must not know values or storage. */
import type { PinnedConsent } from './form.ts';
import { type Finding, type Refusal, refuse } from './problem.ts';
import type { Grant } from './submission.ts';

/**
 * Null when every grant is for a text this form version pins and every required notice is granted; else a refusal:
 * `consent_outdated` when the text shown was another, `invalid_values` for two decisions on one notice,
 * `consent_missing` with a finding for each required notice that is not granted.
 */
export function judgeGrants(pinned: readonly PinnedConsent[], grants: readonly Grant[]): Refusal | null {
  const decided = new Map<string, Grant>();
  for (const [at, grant] of grants.entries()) {
    const pin = pinned.find((consent) => consent.notice === grant.notice);
    if (pin === undefined || pin.version !== grant.version || pin.digest !== grant.digest) {
      return refuse('consent_outdated');
    }
    if (decided.has(grant.notice)) {
      return refuse('invalid_values', [{ path: `grants.${at}.notice`, code: 'decided_twice' }]);
    }
    decided.set(grant.notice, grant);
  }
  const missing: Finding[] = pinned
    .filter((pin) => pin.required && decided.get(pin.notice)?.decision !== 'granted')
    .map((pin) => ({ path: pin.notice, code: 'required' }));
  return missing.length > 0 ? refuse('consent_missing', missing) : null;
}
