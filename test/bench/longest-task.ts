/** Owns how long the longest task of a page's main thread is, in processor time; must not know what the page holds. */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time of the thread in microseconds. */
  tdur?: number;
  /** Start and length in microseconds of wall time. */
  ts: number;
  dur?: number;
  args?: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
}

/** A phone's processor beside this one, as DevTools' throttling has it. */
const slowdown = 4;

/**
 * The longest task while `run` acts on the page, in ms of a processor four times slower. Processor time, not wall time:
 * what else the machine does is not the page's. Nor is what the driver of this very measurement does there, some 40 ms
 * of its own script (seen 2026-11). The least of `times` runs, since the first warms what later ones find.
 * @param open makes a page of its own for each run; it is closed here
 * @param run loads the page and acts on it
 */
export async function longestTaskMs(
  browser: Browser,
  open: () => Promise<Page>,
  run: (page: Page) => Promise<void>,
  times = 5,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let done = 0; done < times; done++) {
    const page = await open();
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
    await run(page);
    const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
    least = Math.min(least, longestOf(trace.traceEvents) * slowdown);
    await page.close();
  }
  return least;
}

function longestOf(events: readonly TraceEvent[]): number {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(
    events.filter((one) => one.name === 'thread_name' && one.args?.name === 'CrRendererMain').map(threadOf),
  );
  const onMain = events.filter((one) => one.ph === 'X' && mains.has(threadOf(one)));
  const driven = onMain.filter((one) =>
    one.args?.chrome_mojo_event_info?.mojo_interface_tag?.startsWith('blink.mojom.DevToolsSession'),
  );
  const isDriven = (task: TraceEvent) =>
    driven.some(
      (one) => threadOf(one) === threadOf(task) && one.ts >= task.ts && one.ts <= task.ts + (task.dur ?? 0),
    );
  const tasks = onMain.filter((one) => one.name.endsWith('RunTask') && !isDriven(one));
  if (tasks.length === 0) throw new Error('the trace holds no task of a page');
  return Math.max(...tasks.map((task) => task.tdur ?? 0)) / 1000;
}
