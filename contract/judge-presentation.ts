/** Owns the judgement of how granted consents were shown (PIPL art. 17: conspicuous); must not know who measured it. */
import { type Finding, type Refusal, refuse } from './problem.ts';
import type { Grant, Presentation } from './submission.ts';

/** The least that a tenant asks of a consent's text; 0 asks nothing. */
export interface PresentationMinimum {
  /** CSS pixels. */
  fontPx: number;
  /** WCAG 2 contrast ratio, 1 to 21. */
  contrast: number;
}

/**
 * Null when no granted consent is known to have been shown too small or too pale; else `consent_not_conspicuous` with
 * the notices and what they lack. What was not measured is not bad, and a refusal needs no readable text.
 */
export function judgePresentation(minimum: PresentationMinimum, grants: readonly Grant[]): Refusal | null {
  const findings = grants.flatMap(({ notice, decision, presentation }) =>
    decision === 'granted' && presentation !== undefined ? lacking(minimum, notice, presentation) : [],
  );
  return findings.length > 0 ? refuse('consent_not_conspicuous', findings) : null;
}

function lacking(minimum: PresentationMinimum, path: string, shown: Presentation): Finding[] {
  const findings: Finding[] = [];
  // What was seen, where the browser told it; else the size in the page.
  if (isBelow(shown.screenPx ?? shown.fontPx, minimum.fontPx)) {
    findings.push({ path, code: 'too_small', params: { min: minimum.fontPx } });
  }
  if (isBelow(shown.contrast, minimum.contrast)) {
    findings.push({ path, code: 'too_pale', params: { min: minimum.contrast } });
  }
  return findings;
}

/** Browsers compute sizes and colours in fractions: 12 px may come as 11.9999. */
const tolerance = 0.01;

function isBelow(measured: number | null | undefined, minimum: number): boolean {
  return typeof measured === 'number' && measured < minimum - tolerance;
}
