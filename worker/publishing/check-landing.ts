/** Owns the judgement of a campaign's landing at an address of somebody's own; must not know whether a form exists. */
import type { CampaignDraft } from '../../contract/campaign.ts';
import type { Finding } from '../../contract/problem.ts';
import { unsafeTarget } from '../delivery/target-safety.ts';
import { codeParameterOf, hasParameter } from '../referral/landing-address.ts';

/** What is wrong with it, and what its page should be looked at for. */
export function checkLanding(landing: CampaignDraft['landing']): { findings: Finding[]; advice: Finding[] } {
  if (!('url' in landing)) return { findings: [], advice: [] };
  const { url, codeParameter } = landing;
  // A fragment never leaves the browser: pages that route by it are as safe as any other.
  const danger = unsafeTarget(url.replace(/#.*$/su, ''), 'public');
  if (danger !== null) return { findings: [{ path: 'landing.url', code: danger }], advice: [] };
  const parameter = codeParameterOf(url, codeParameter);
  if (hasParameter(url, parameter)) {
    const path = codeParameter === undefined ? 'landing.url' : 'landing.codeParameter';
    return { findings: [{ path, code: 'parameter_taken', params: { parameter } }], advice: [] };
  }
  const isMoved = codeParameter === undefined && parameter !== 'r';
  const advice = isMoved
    ? [{ path: 'landing.url', code: 'code_in_other_parameter', params: { parameter } }]
    : [];
  return { findings: [], advice };
}
