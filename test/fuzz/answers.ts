/** Owns outcomes made of refusals and findings, checked to be the typed problems of the contract; must not judge inputs. */
import type * as z from 'zod';
import { type Finding, problemStatus, type Refusal } from '../../contract/problem.ts';
import { findingView } from '../../worker/router/answer.ts';
import { type Outcome, promise } from './target.ts';

/** What a refusal tells. */
export function refused({ refused: code, errors = [] }: Refusal): Outcome {
  promise(Object.hasOwn(problemStatus, code), 'a refusal has a code that the contract does not know');
  promise(
    errors.every((finding) => typeof finding.path === 'string' && /^[a-z0-9_]+$/.test(finding.code)),
    'a finding has no path, or no code',
  );
  const output = JSON.stringify(errors.map((finding) => findingView(finding, 'zh-CN')));
  const codes = [...new Set(errors.map((finding) => finding.code))].sort();
  return { tag: `${code} ${codes.join()}`, isRefused: true, output };
}

export function taken(tag: string, told: unknown): Outcome {
  return { tag, isRefused: false, output: JSON.stringify(told) ?? '' };
}

/** What the schema library found, as the server's findings. */
export function findingsOf(error: z.ZodError): Finding[] {
  return error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: issue.code,
    params: { hint: issue.message },
  }));
}
