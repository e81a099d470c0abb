/** Owns what the copy catalogue finds in the texts that a tenant publishes, as findings of a refusal; must not know a rule. */
import type { LintPart, LintRegion } from '../../contract/lint/lint-rule.ts';
import { type LintFinding, lintInSteps } from '../../contract/lint/lint-text.ts';
import type { LintedText } from '../../contract/lint/linted-texts.ts';
import type { Finding } from '../../contract/problem.ts';
import type { Steps } from '../../contract/steps.ts';

export interface PlacedFinding extends LintFinding {
  path: string;
}

/** Every finding of every level, with the path of its text. */
export function* lintTexts(texts: readonly LintedText[], region?: LintRegion): Steps<PlacedFinding[]> {
  const placed: PlacedFinding[] = [];
  for (const { path, text, part } of texts) {
    const findings = yield* lintInSteps(text, { part, region });
    for (const finding of findings) placed.push({ ...finding, path });
  }
  return placed;
}

export function findingOf(finding: PlacedFinding, code: string): Finding {
  return { ...finding, code };
}

/** The words that no text may hold. */
export function* forbiddenCopy(texts: readonly LintedText[]): Steps<Finding[]> {
  const findings = yield* lintTexts(texts);
  return findings
    .filter(({ level }) => level === 'block')
    .map((finding) => findingOf(finding, 'forbidden_copy'));
}

/** One text, of a part that the caller names. */
export function lintOne(text: string, part: LintPart, region?: LintRegion): Steps<PlacedFinding[]> {
  return lintTexts([{ path: 'text', text, part }], region);
}
