/** Owns one workerd after another on the same folder: watched, replaced when it stands still; must not configure one. */

import type { AnnouncedWork } from './announced-work.ts';
import { type WatchdogOptions, watch } from './watchdog.ts';
import type { WorkerdProcess } from './workerd-process.ts';

export interface Kept {
  readonly pid: number;
  /** Settles with one line on how the last one ended, whoever ended it. */
  ended: Promise<string>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface Keeping {
  url: string;
  work: AnnouncedWork;
  watchdog: WatchdogOptions;
  /** Starts another and settles once it answers. @throws StartRefused when it doesn't */
  startAnother(signal: AbortSignal): Promise<WorkerdProcess>;
  /** Gets what the operator should read, a line at a time. */
  tell(line: string): void;
}

export function keepRunning(first: WorkerdProcess, keeping: Keeping): Kept {
  let current = first;
  /** Settles once no replacing is under way. */
  let replaced: Promise<void> = Promise.resolve();
  const ousted = new WeakSet<WorkerdProcess>();
  const stopping = new AbortController();
  let end: (reason: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  const follow = (one: WorkerdProcess) => {
    void one.ended.then((reason) => {
      if (!ousted.has(one)) finish(reason);
    });
  };
  const finish = (reason: string) => {
    watchdog.end();
    end(reason);
  };
  const replace = async () => {
    ousted.add(current);
    // It stands: nothing that it is asked reaches it.
    await current.stop(0);
    try {
      current = await keeping.startAnother(stopping.signal);
      follow(current);
      keeping.tell('the server was restarted and answers again');
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      finish(`the server stood still and could not be started again: ${why}`);
    }
  };
  const watchdog = watch(keeping.url, keeping.work, keeping.watchdog, keeping.tell, () => {
    replaced = replace();
    return replaced;
  });
  follow(first);
  return {
    get pid() {
      return current.pid;
    },
    ended,
    async stop() {
      stopping.abort();
      watchdog.end();
      await replaced;
      await current.stop();
      await ended;
    },
  };
}
