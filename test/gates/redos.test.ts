/** Owns the check that no pattern of the sources takes more than linear time over any text; must not know what one is for. */
import { check } from 'recheck';
import { describe, expect, it, vi } from 'vitest';
import { lintRules } from '../../contract/lint/catalogue.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import { readSourceFiles } from './source-file.ts';

const shipped = readSourceFiles().filter(({ path }) => !path.startsWith('test/'));
const found = shipped.map(patternsOf);
/** Several hundred patterns, some of them tried out for seconds. */
const timeout = 600_000;

/**
 * Modules that make patterns of texts. What they make is recorded as they are loaded, but for some: `lint-text` joins
 * those of the catalogue, which are checked one by one, and the rest make none with a choice in it.
 */
const makers = {
  loaded: [
    'bin/serve/announced-work.ts',
    'contract/fields/region.ts',
    'contract/lint/denied-copy.ts',
    'contract/lint/read-copy.ts',
    'worker/publishing/denial.ts',
    'worker/publishing/weak-duty.ts',
  ],
  others: [
    'contract/lint/lint-text.ts',
    'contract/plain-text.ts',
    'worker/delivery/scrub-answer.ts',
    'worker/intake/challenge.ts',
  ],
};

/** One line for each that is not linear; the checker counts steps, so that a busy machine changes nothing. */
async function notLinear(patterns: readonly Pattern[]): Promise<string[]> {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const { source, flags, place } of patterns) {
    const one = `/${source}/${flags}`;
    if (seen.has(one)) continue;
    seen.add(one);
    const told = await check(source, flags, { attackTimeout: null, timeout: null });
    if (told.status === 'safe') continue;
    lines.push(
      `${place} ${one}: ${told.status === 'vulnerable' ? told.complexity.summary : told.error.kind}`,
    );
  }
  return lines;
}

describe('patterns', () => {
  it('written as literals are linear', { timeout }, async () => {
    const literals = found.flatMap(({ literals }) => literals);
    expect(literals.length).toBeGreaterThan(200);
    expect(await notLinear(literals)).toEqual([]);
  });
  it('of the copy catalogue are linear', { timeout }, async () => {
    const patterns = lintRules.flatMap(({ id, patterns, unless = [], unlessBeside = [] }) =>
      [...patterns, ...unless, ...unlessBeside].map((source) => ({ source, flags: 'gu', place: id })),
    );
    expect(await notLinear(patterns)).toEqual([]);
  });
  it('made as a module is loaded are linear', { timeout }, async () => {
    const made = await recorded(makers.loaded);
    expect(new Set(made.map(({ place }) => place))).toEqual(new Set(makers.loaded));
    expect(await notLinear(made)).toEqual([]);
  });
  it('are made of texts in these modules only', () => {
    const places = new Set(found.flatMap(({ made }) => made));
    expect([...places].sort()).toEqual([...makers.loaded, ...makers.others].sort());
  });
});

describe('the check', () => {
  it.each([
    ['one that tries every beginning of a run', '=+$'],
    ['one whose repetitions can be split in many ways', '(?:a|ab|b)+c'],
  ])('finds %s', { timeout }, async (_name, source) => {
    expect(await notLinear([{ source, flags: '', place: 'here' }])).toHaveLength(1);
  });
  it('passes the same, bounded', { timeout }, async () => {
    expect(await notLinear([{ source: '={1,2}$', flags: '', place: 'here' }])).toEqual([]);
  });
  it('sees literals and what is made of texts, and neither in strings and comments', () => {
    const text = "// new RegExp('a')\nconst a = '/b/'; const c = /d+/gu;\nconst e = new RegExp(a);";
    expect(patternsOf({ path: 'worker/a.ts', text })).toEqual({
      literals: [{ source: 'd+', flags: 'gu', place: 'worker/a.ts:2' }],
      made: ['worker/a.ts'],
    });
  });
});

/** What modules make of texts while they are loaded afresh. */
async function recorded(modules: readonly string[]): Promise<Pattern[]> {
  const made: Pattern[] = [];
  const own = globalThis.RegExp;
  let place = '';
  const recording = new Proxy(own, {
    construct(target, [source, flags]: unknown[]) {
      if (typeof source === 'string') made.push({ source, flags: String(flags ?? ''), place });
      return Reflect.construct(target, [source, flags]);
    },
  });
  vi.resetModules();
  try {
    for (const one of modules) {
      place = one;
      vi.stubGlobal('RegExp', recording);
      await import(`../../${one}`);
      vi.unstubAllGlobals();
    }
  } finally {
    vi.unstubAllGlobals();
  }
  // A module loads others, and what those make is under its name too: all of it is checked.
  return made;
}
