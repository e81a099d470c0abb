/** Owns what holds of attribution for any touches and any tree, broken ones included; must not know examples. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute } from '../../../worker/referral/attribute.ts';
import { type Link, lineage, linkState, maxDepth } from '../../../worker/referral/link.ts';
import { dayMs, link, nowMs, treeOf } from './sample-links.ts';

const codes = ['A', 'B', 'C', 'D', 'E', 'F'];
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
/** Mostly not: a tree of ended links would try little. */
const seldom = <T>(arb: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: arb });
const often = { numRuns: 1000 };
const nearNow = fc.integer({ min: -3, max: 3 }).map((days) => nowMs + days * dayMs);

/** Any tree, loops and missing parents included: the store's promises are not taken for granted. */
const tree: fc.Arbitrary<Link[]> = fc
  .tuple(
    ...codes.map((code) =>
      maybe(
        fc.record({
          parent: maybe(fc.constantFrom(...codes, 'GONE')),
          ownerLead: seldom(fc.constantFrom(1, 2)),
          expiresAtMs: seldom(nearNow),
          revokedAtMs: seldom(nearNow),
        }),
      ).map((drawn) => (drawn === null ? [] : [link(code, drawn)])),
    ),
  )
  .map((links) => links.flat());

/** Distinct times: browsers may send any list, but ties have no order to be independent of. */
const touches = fc.uniqueArray(
  fc.record({
    ref: fc.constantFrom(...codes, 'UNKNOWN', '__proto__'),
    atMs: fc.integer({ min: nowMs - 60 * dayMs, max: nowMs }),
  }),
  { maxLength: 8, selector: (one) => one.atMs },
);
const policy = fc.record({
  model: fc.constantFrom('first' as const, 'last' as const),
  windowDays: fc.integer({ min: 1, max: 50 }),
  protectDays: fc.integer({ min: 0, max: 50 }),
});
const isOwn = (one: Link) => one.ownerLead === 1;

/** The rule written otherwise: within as many steps as there are codes, a climb meets the applicant or does not end. */
function hangsBelow(one: Link, find: (code: string) => Link | undefined): boolean {
  let at: Link | undefined = one;
  for (let step = 0; step <= codes.length; step++) {
    at = at.parent === null ? undefined : find(at.parent);
    if (at === undefined) return false;
    if (isOwn(at)) return true;
  }
  return true;
}

const credits = fc
  .array(
    fc.record({
      code: fc.constantFrom(...codes, 'GONE'),
      atMs: fc.integer({ min: nowMs - 60 * dayMs, max: nowMs }),
    }),
    { maxLength: 5 },
  )
  .map((some) => some.sort((a, b) => a.atMs - b.atMs));

describe('for any touches and any tree', () => {
  it('credit goes to a live, known link of someone else that was touched in the window, or to nobody', () => {
    fc.assert(
      fc.property(tree, touches, policy, (links, seen, rule) => {
        const find = treeOf(links);
        const result = attribute(seen, rule, nowMs, find, { isOwn });
        const oldestMs = nowMs - rule.windowDays * dayMs;
        const creditable = seen.filter(({ ref, atMs }) => {
          const known = find(ref);
          return (
            known !== undefined &&
            atMs >= oldestMs &&
            linkState(known, nowMs) === 'live' &&
            !isOwn(known) &&
            !hangsBelow(known, find)
          );
        });
        const byAge = creditable.sort((a, b) => a.atMs - b.atMs);
        expect(result.credited).toBe((rule.model === 'first' ? byAge[0] : byAge.at(-1))?.ref);
        expect(result.reason.endsWith('_touch') && result.reason !== 'no_touch').toBe(
          result.credited !== undefined,
        );
      }),
      often,
    );
  });
  it('an earlier credit is kept or not there: it never moves credit to a third, and who keeps it had it in time', () => {
    fc.assert(
      fc.property(tree, touches, policy, credits, (links, seen, rule, earlier) => {
        const find = treeOf(links);
        const without = attribute(seen, rule, nowMs, find, { isOwn });
        const result = attribute(seen, rule, nowMs, find, { isOwn, credits: earlier });
        expect(attribute(seen, rule, nowMs, find, { isOwn, credits: earlier })).toEqual(result);
        if (result.reason !== 'protected') {
          expect(result).toEqual(without);
          return;
        }
        expect(result).not.toHaveProperty('credited');
        expect(without.credited).toBeDefined();
        expect(result.keptBy).not.toBe(without.credited);
        expect(result.chain).toEqual(without.chain);
        expect(result.keptBy).toBe(earlier.at(-1)?.code);
        const sinceMs = nowMs - rule.protectDays * dayMs;
        expect(earlier.at(-1)?.atMs).toBeGreaterThan(sinceMs);
      }),
    );
  });
  it('every code in the result comes from the tree, never from the browser alone', () => {
    fc.assert(
      fc.property(tree, touches, policy, (links, seen, rule) => {
        const find = treeOf(links);
        const result = attribute(seen, rule, nowMs, find, { isOwn });
        const told = [...result.chain.map((one) => one.code), result.first, result.last, result.credited];
        for (const code of told) if (code !== undefined) expect(find(code)?.code).toBe(code);
      }),
    );
  });
  it('the chain is at most three long, ends with the link that is shown, and climbs by parents', () => {
    fc.assert(
      fc.property(tree, touches, policy, (links, seen, rule) => {
        const find = treeOf(links);
        const { chain, credited } = attribute(seen, rule, nowMs, find, { isOwn });
        expect(chain.length).toBeLessThanOrEqual(maxDepth);
        if (credited !== undefined) expect(chain.at(-1)?.code).toBe(credited);
        for (const [at, one] of chain.entries()) {
          expect(one.level).toBe(at + 1);
          if (at > 0) expect(find(one.code)?.parent).toBe(chain[at - 1]?.code);
        }
      }),
    );
  });
  it('the order in which a browser lists its touches changes nothing', () => {
    const shuffled = touches.chain((seen) =>
      fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length })),
    );
    fc.assert(
      fc.property(tree, shuffled, policy, (links, [seen, other], rule) => {
        const find = treeOf(links);
        expect(attribute(other, rule, nowMs, find, { isOwn })).toEqual(
          attribute(seen, rule, nowMs, find, { isOwn }),
        );
      }),
    );
  });
  it('a lineage ends, even where the tree runs in a circle', () => {
    const circle = treeOf([link('A', { parent: 'B' }), link('B', { parent: 'A' })]);
    const start = circle('A');
    expect(start && lineage(start, circle).map((one) => one.code)).toEqual(['A', 'B', 'A']);
  });
});
