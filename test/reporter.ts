/** Owns the last line of a test run, which people and CI read for the count; must not know what was tested. */
import { writeSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Prints `tests: N passed, N failed` (and `, N skipped` when any) below everything else. */
export default class CountReporter implements Reporter {
  #watching = false;

  onInit(vitest: Vitest): void {
    this.#watching = vitest.config.watch;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const line = `${countLine(modules, unhandledErrors.length)}\n`;
    // Closing the runtimes may print too: only at the exit is this sure to be the last line.
    if (this.#watching) process.stdout.write(line);
    else process.once('exit', () => writeSync(process.stdout.fd, line));
  }
}

/** What is counted of a test file. */
export interface CountedModule {
  state(): string;
  children: { allTests(): Iterable<{ result(): { state: string } }> };
}

/** A file that can't be loaded, and an error outside any test, count as one failure each: they hide tests. */
export function countLine(modules: readonly CountedModule[], unhandledErrors: number): string {
  let [passed, failed, skipped] = [0, unhandledErrors, 0];
  for (const module of modules) {
    const before = failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed += 1;
      else if (state === 'failed') failed += 1;
      else skipped += 1;
    }
    if (module.state() === 'failed' && failed === before) failed += 1;
  }
  return `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
