/** Owns whether a campaign's words and terms may be published; must not know where it leads or is kept. */
import type { CampaignDraft } from '../../contract/campaign.ts';
import { searched } from '../../contract/find-phrase.ts';
import { besideOf } from '../../contract/lint/beside.ts';
import type { Beside, LintRegion } from '../../contract/lint/lint-rule.ts';
import { textsOfCampaign } from '../../contract/lint/linted-texts.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';
import { checkDisclosure } from './check-disclosure.ts';
import { findingOf, lintTexts, type PlacedFinding } from './copy-findings.ts';
import type { Publisher } from './cost-cap.ts';
import { contradictingRates, rangeOf } from './stated-rates.ts';

export interface CampaignVerdict {
  /** None means that it may be published. */
  findings: Finding[];
  /** Told, not refused. */
  advice: Finding[];
}

/** Judges words and terms. Whether its landing exists, and whether its addresses are public, is the caller's to find. */
export function* checkCampaign(draft: CampaignDraft, publisher: Publisher): Steps<CampaignVerdict> {
  const findings: Finding[] = [];
  const advice: Finding[] = [];
  for (const finding of yield* lintTexts(textsOfCampaign(draft), regionOf(draft))) {
    const code = codeOf(finding, draft);
    if (code !== null) findings.push(findingOf(finding, code));
    else if (finding.level === 'warn') advice.push(findingOf(finding, 'warned_copy'));
  }
  const terms = checkDisclosure(draft.disclosure, publisher);
  findings.push(...terms);
  // Against terms that are wrong themselves nothing can be held.
  if (terms.length === 0)
    findings.push(...(yield* contradictingRates(textsOfCampaign(draft), rangeOf(draft.disclosure))));
  if (!/风险|谨慎|理性|risk|careful|with care|responsibl/iu.test(searched(draft.disclosure.risk).folded)) {
    findings.push({ path: 'disclosure.risk', code: 'risk_line_missing', rule: 'R06' });
  }
  const { mandate } = draft;
  if (mandate !== undefined && mandate.from > mandate.until) {
    findings.push({ path: 'mandate.until', code: 'until_before_from', rule: 'MK-01' });
  }
  return { findings, advice };
}

/** 《北京市金融投资理财类广告发布指引》 holds where the mandate reaches Beijing. */
function regionOf({ mandate }: CampaignDraft): LintRegion | undefined {
  return /北京|全国/u.test(mandate?.region ?? '') ? 'bj' : undefined;
}

/** What is wrong with saying it, or null when all that it takes is there. */
function codeOf(finding: PlacedFinding, draft: CampaignDraft): string | null {
  if (finding.level === 'block') return 'forbidden_copy';
  if (finding.level === 'proof') return isProven(finding.rule, draft) ? null : 'proof_missing';
  if (finding.level === 'warn') return null;
  const beside = besideOf(finding.rule);
  return beside === undefined || isBeside(beside, draft) ? null : 'disclosure_missing';
}

/** An institution's name is proven by its mandate with the list that the institution itself publishes (MK-12). */
function isProven(rule: string, { proofs = [], mandate }: CampaignDraft): boolean {
  return proofs.some((proof) => proof.rule === rule) || (rule === 'K13' && mandate?.listUrl !== undefined);
}

/** The yearly rate and the lender stand in every disclosure; that the lender decides must be written somewhere. */
function isBeside(beside: Beside, { copy, disclosure }: CampaignDraft): boolean {
  if (beside !== 'approval_caveat') return true;
  const texts = [copy.headline, ...copy.lines, copy.cta, disclosure.fees, disclosure.risk];
  return texts.some((text) => /审[批核]\S{0,8}为准|subject to (?:the lender’?'?s )?approval/iu.test(text));
}
