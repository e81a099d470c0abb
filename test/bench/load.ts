/** Owns the load generator's process as the bench sees it; must not know what the load is for. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type BenchServer, tenant } from './bench-server.ts';
import { type Burst, type BurstResult, isBurstResult } from './load-protocol.ts';
import { processorMs } from './processor-time.ts';

export interface Load {
  /** Sends this many leads to a server. @throws when any is refused */
  burst(server: BenchServer, grants: unknown, count: number): Promise<Measured>;
  /** Has this many people follow a link. @throws when any is not redirected */
  follow(server: BenchServer, path: string, count: number): Promise<Measured>;
  end(): Promise<void>;
}

export const concurrency = 16;

export interface Measured extends BurstResult {
  /** Processor time of the server meanwhile; null where the system does not tell. */
  serverCpuMs: number | null;
}

export function startLoad(): Load {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'));
  const measure = async (server: BenchServer, burst: Omit<Burst, 'port' | 'concurrency'>) => {
    const { port } = new URL(server.url);
    const before = processorMs(server.workerdPid);
    child.send({ ...burst, port: Number(port), concurrency });
    const result = await answerOf(child);
    const { count } = burst;
    if (result.accepted !== count) {
      throw new Error(
        `${count - result.accepted} of ${count} requests were answered with ${result.refusedWith}`,
      );
    }
    const after = processorMs(server.workerdPid);
    return { ...result, serverCpuMs: before === null || after === null ? null : after - before };
  };
  return {
    burst: (server, grants, count) =>
      measure(server, { path: `/v1/t/${tenant}/submissions`, grants, expects: 201, count }),
    follow: (server, path, count) => measure(server, { path, expects: 302, count }),
    async end() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf(child: ChildProcess): Promise<BurstResult> {
  const died = new AbortController();
  const exit = () => died.abort(new Error('the load generator ended'));
  child.once('exit', exit);
  try {
    const [message]: unknown[] = await once(child, 'message', { signal: died.signal });
    if (!isBurstResult(message)) throw new Error('the load generator answered something else');
    return message;
  } finally {
    child.off('exit', exit);
  }
}

/** Leads or redirects per second of a burst. */
export function rateOf(result: Pick<BurstResult, 'accepted' | 'elapsedMs'>): number {
  return (result.accepted / result.elapsedMs) * 1000;
}
