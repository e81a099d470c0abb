/** Owns the fuzzing of every target for a while, in each run of the tests; must not know one target from another. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inLanes } from './lanes.ts';
import type { Report } from './protocol.ts';
import { headingLine, reportLine } from './report-text.ts';
import { runTarget } from './run-target.ts';
import { targetNames } from './targets.ts';

/** Fixed, so that a failure is the same failure tomorrow: `npm run fuzz` takes another each time. */
const seed = 20_261_130;
const seconds = 20;
/** What a real server is asked goes the same ways once more, more slowly. */
const servedSeconds = 10;

let reports: Map<string, Promise<Report>>;
beforeAll(() => {
  console.info(headingLine);
  reports = inLanes(targetNames, 2, (target) =>
    runTarget({
      target,
      seed,
      seconds: target.startsWith('served-') ? servedSeconds : seconds,
      mostInputs: Number.MAX_SAFE_INTEGER,
      grow: false,
      only: null,
    }),
  );
});

describe('every input gets a typed answer in time, and a refused one changes nothing', () => {
  it.each(targetNames)('%s', async (target) => {
    const report = await reports.get(target);
    if (report === undefined) throw new Error('it was not run');
    console.info(reportLine(report));
    expect(report.faults).toEqual([]);
    // With nothing sound to begin with, all that is made is refused at the first look.
    expect(report.counts.storedTaken).toBeGreaterThan(0);
    expect(report.counts.inputs).toBeGreaterThan(0);
  });
});
