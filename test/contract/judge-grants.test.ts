/** Owns the check that consent counts only for the text that was shown; must not know values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeGrants } from '../../contract/judge-grants.ts';
import type { Grant } from '../../contract/submission.ts';

const pinned = [
  { notice: 'privacy', required: true, version: 2, digest: 'sha256:aa' },
  { notice: 'provide-bank', required: true, version: 1, digest: 'sha256:bb' },
  { notice: 'marketing', required: false, version: 1, digest: 'sha256:cc' },
];
const privacy: Grant = { notice: 'privacy', version: 2, digest: 'sha256:aa', decision: 'granted' };
const provide: Grant = { notice: 'provide-bank', version: 1, digest: 'sha256:bb', decision: 'granted' };
const marketing: Grant = { notice: 'marketing', version: 1, digest: 'sha256:cc', decision: 'granted' };

describe('grants', () => {
  it.each([
    ['the required ones alone', [privacy, provide]],
    ['in any order', [provide, privacy]],
    ['an optional one granted', [privacy, provide, marketing]],
    ['an optional one refused', [privacy, provide, { ...marketing, decision: 'refused' as const }]],
  ])('are enough: %s', (_name, grants) => {
    expect(judgeGrants(pinned, grants)).toBeNull();
  });
  it.each([
    ['another version', { ...privacy, version: 1 }],
    ['a newer version', { ...privacy, version: 3 }],
    ['another text', { ...privacy, digest: 'sha256:bb' }],
    ['a notice the form does not pin', { ...privacy, notice: 'credit-query' }],
    ['a refusal of another text', { ...marketing, decision: 'refused' as const, digest: 'sha256:dd' }],
  ])('are outdated for %s', (_name, grant) => {
    expect(judgeGrants(pinned, [provide, grant])).toEqual({ refused: 'consent_outdated' });
  });
  it('name every required notice that is absent or refused', () => {
    const missing = (...paths: string[]) => ({
      refused: 'consent_missing',
      errors: paths.map((path) => ({ path, code: 'required' })),
    });
    expect(judgeGrants(pinned, [])).toEqual(missing('privacy', 'provide-bank'));
    expect(judgeGrants(pinned, [{ ...privacy, decision: 'refused' }, provide])).toEqual(missing('privacy'));
    expect(judgeGrants(pinned, [privacy, marketing])).toEqual(missing('provide-bank'));
  });
  it('decide each notice once: a second decision is refused, whichever way it goes', () => {
    for (const decision of ['granted', 'refused'] as const) {
      const outcome = judgeGrants(pinned, [privacy, provide, { ...privacy, decision }]);
      expect(outcome).toEqual({
        refused: 'invalid_values',
        errors: [{ path: 'grants.2.notice', code: 'decided_twice' }],
      });
    }
  });
  it('are enough exactly when each required notice is granted', () => {
    const decisions = fc.constantFrom('granted' as const, 'refused' as const, null);
    fc.assert(
      fc.property(fc.tuple(decisions, decisions, decisions), (decided) => {
        const grants = [privacy, provide, marketing].flatMap((grant, at) => {
          const decision = decided[at];
          return decision ? [{ ...grant, decision }] : [];
        });
        const enough = decided[0] === 'granted' && decided[1] === 'granted';
        expect(judgeGrants(pinned, grants) === null).toBe(enough);
      }),
    );
  });
});
