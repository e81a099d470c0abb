/** Owns the check of the line that counts the tests; must not run vitest. */
import { describe, expect, it } from 'vitest';
import { type CountedModule, countLine } from '../reporter.ts';

function testFile(state: string, tests: string[]): CountedModule {
  const results = tests.map((one) => ({ result: () => ({ state: one }) }));
  return { state: () => state, children: { allTests: () => results } };
}

describe('the count', () => {
  it('sums the tests of all files', () => {
    const files = [testFile('passed', ['passed', 'passed']), testFile('passed', ['passed'])];
    expect(countLine(files, 0)).toBe('tests: 3 passed, 0 failed');
  });
  it('names skipped tests when there are any', () => {
    expect(countLine([testFile('failed', ['passed', 'failed', 'skipped'])], 0)).toBe(
      'tests: 1 passed, 1 failed, 1 skipped',
    );
  });
  it('counts a file that could not be loaded, and an error outside any test, as failures', () => {
    expect(countLine([testFile('failed', []), testFile('passed', ['passed'])], 2)).toBe(
      'tests: 1 passed, 3 failed',
    );
  });
});
