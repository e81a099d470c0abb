/** Owns one worker that solves one challenge, from its start to its end; must not know what to do without one. */
import type { Challenge, Solution } from './challenge.ts';
import { importingScript, scriptUrl } from './script-url.ts';

/** A worker that says nothing for this long is none: blocked, lost on the way, or its phone has put it to sleep. */
const silenceMs = 3_000;

/** A solution, or the counter up to which none was found. */
export type Searched = Solution | { reached: number };

/**
 * Solves in a worker that runs the script at `url`. Where there can't be one (a content security policy, Trusted
 * Types, no network, no answer for 3 s) it answers how far it came, and no worker is left running.
 * @param limitMs when to give up on a worker that does work
 */
export function solveInWorker(
  url: string,
  work: Challenge,
  fromCounter: number,
  limitMs: number,
): Promise<Searched> {
  return new Promise((resolve) => {
    let reached = fromCounter;
    let started: Started | null = null;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const limit = setTimeout(() => end({ reached }), limitMs);
    const end = (searched: Searched) => {
      clearTimeout(limit);
      clearTimeout(silence);
      started?.stop();
      resolve(searched);
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => end({ reached }), silenceMs);
    };
    try {
      started = startWorker(url);
      const { worker } = started;
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isSolution(data)) return end(data);
        reached = reachedOf(data) ?? reached;
        listen();
      };
      worker.onerror = (event) => {
        // Ours to deal with: the page's own error log has no use for it.
        event.preventDefault();
        end({ reached });
      };
      worker.postMessage({ work, fromCounter });
      listen();
    } catch {
      end({ reached });
    }
  });
}

interface Started {
  worker: Worker;
  stop(): void;
}

function startWorker(url: string): Started {
  if (new URL(url).origin === location.origin) {
    const worker = new Worker(scriptUrl(url));
    return { worker, stop: () => worker.terminate() };
  }
  const blob = URL.createObjectURL(new Blob([importingScript(url)], { type: 'text/javascript' }));
  const release = () => URL.revokeObjectURL(blob);
  try {
    const worker = new Worker(scriptUrl(blob));
    return {
      worker,
      stop: () => {
        worker.terminate();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

function isSolution(data: unknown): data is Solution {
  const { counter, derivedKey }: { counter?: unknown; derivedKey?: unknown } = Object(data);
  return typeof counter === 'number' && typeof derivedKey === 'string';
}

function reachedOf(data: unknown): number | null {
  const { reached }: { reached?: unknown } = Object(data);
  return typeof reached === 'number' ? reached : null;
}
