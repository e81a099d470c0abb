/** Owns the check that a refused submission is a typed problem and leaves no trace; must not know why it is refused. */
import { expect } from 'vitest';
import { type Answer, type CallOptions, expectProblem, findingsOf } from './api.ts';
import { post } from './applicant.ts';
import { storedIn } from './stored.ts';

export interface Refused {
  status: number;
  code: string;
  /** `path code` of each finding, in any order. */
  findings?: string[];
}

/** Posts, expects this very refusal, and that every row of the tenant's object is as it was. */
export async function expectRefused(
  shop: { tenant: string },
  body: unknown,
  wanted: Refused,
  options: CallOptions = {},
): Promise<Answer> {
  const before = await storedIn(shop.tenant);
  const answer = await post(shop, body, options);
  expectProblem(answer, wanted.status, wanted.code);
  if (wanted.findings !== undefined) {
    expect(findingsOf(answer).sort()).toEqual([...wanted.findings].sort());
  }
  expect(await storedIn(shop.tenant)).toEqual(before);
  return answer;
}
