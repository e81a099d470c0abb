/** Owns whether a code has room in a campaign's landing at an address of somebody's own; must not judge the address. */
import type { CampaignDraft } from '../../contract/campaign.ts';
import type { Finding } from '../../contract/problem.ts';
import { codeParameterOf, hasParameter } from './landing-address.ts';

/** Why there is none; and what its page should be looked at for, as advice. */
export function checkLanding(landing: CampaignDraft['landing']): { findings: Finding[]; advice: Finding[] } {
  if (!('url' in landing)) return { findings: [], advice: [] };
  const { url, codeParameter } = landing;
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
