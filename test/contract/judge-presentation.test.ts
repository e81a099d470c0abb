/** Owns the check of which consents were shown too small or too pale; must not know who asks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePresentation } from '../../contract/judge-presentation.ts';
import type { Decision, Grant, Presentation } from '../../contract/submission.ts';

const minimum = { fontPx: 12, contrast: 4.5 };

function grant(presentation?: Presentation, notice = 'privacy', decision: Decision = 'granted'): Grant {
  const whole: Grant = { notice, version: 1, digest: 'sha256:aa', decision };
  return presentation === undefined ? whole : { ...whole, presentation };
}

const found = (...grants: Grant[]) =>
  judgePresentation(minimum, grants)?.errors?.map(({ path, code }) => `${path} ${code}`) ?? [];

describe('how consents were shown', () => {
  it.each<[string, Presentation | undefined]>([
    ['exactly as asked', { fontPx: 12, contrast: 4.5 }],
    ['better', { fontPx: 20, contrast: 21 }],
    ['by a hair less, as browsers compute', { fontPx: 11.9999, contrast: 4.4999 }],
    ['on a picture: no contrast is known', { fontPx: 12, contrast: null }],
    ['without measures', {}],
    ['without a presentation', undefined],
    ['with other measures alone', { visibleMs: 0, scrolledToEnd: false, trusted: false }],
  ])('is enough: %s', (_name, presentation) => {
    expect(found(grant(presentation))).toEqual([]);
  });
  it.each<[string, Presentation, string[]]>([
    ['too small', { fontPx: 11.98, contrast: 5 }, ['privacy too_small']],
    ['too pale', { fontPx: 12, contrast: 4.48 }, ['privacy too_pale']],
    ['both', { fontPx: 0, contrast: 1 }, ['privacy too_small', 'privacy too_pale']],
  ])('is not: %s', (_name, presentation, findings) => {
    expect(found(grant(presentation))).toEqual(findings);
  });
  it('is told of each notice, with the least asked for', () => {
    const refusal = judgePresentation(minimum, [
      grant({ fontPx: 8 }, 'privacy'),
      grant({ fontPx: 16 }, 'provide'),
      grant({ contrast: 2 }, 'marketing'),
    ]);
    expect(refusal).toEqual({
      refused: 'consent_not_conspicuous',
      errors: [
        { path: 'privacy', code: 'too_small', params: { min: 12 } },
        { path: 'marketing', code: 'too_pale', params: { min: 4.5 } },
      ],
    });
  });
  it('matters for granted ones only: a refusal needs no readable text', () => {
    expect(found(grant({ fontPx: 1, contrast: 1 }, 'marketing', 'refused'))).toEqual([]);
  });
  it('never matters where the tenant asks for 0', () => {
    const measured = fc.record({
      fontPx: fc.double({ min: 0, noNaN: true }),
      contrast: fc.double({ min: 0, max: 21, noNaN: true }),
    });
    fc.assert(
      fc.property(measured, (presentation) => {
        expect(judgePresentation({ fontPx: 0, contrast: 0 }, [grant(presentation)])).toBeNull();
      }),
    );
  });
});

it('what was seen on the screen goes before the size in the page; without it that size counts, as before', () => {
  const judged = (presentation: { fontPx: number; screenPx?: number }) =>
    judgePresentation({ fontPx: 12, contrast: 4.5 }, [
      { notice: 'privacy', version: 1, digest: 'sha256:00', decision: 'granted', presentation },
    ]);
  expect(judged({ fontPx: 15, screenPx: 7.5 })).not.toBeNull();
  expect(judged({ fontPx: 30, screenPx: 15 })).toBeNull();
  expect(judged({ fontPx: 15 })).toBeNull();
});
