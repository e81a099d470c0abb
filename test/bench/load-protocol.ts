/** Owns the messages between the bench and its load generator; must not send load. */

/** One burst of submissions to one server. */
export interface Burst {
  port: number;
  path: string;
  grants: unknown;
  count: number;
  /** Connections, each with one request under way. */
  concurrency: number;
}

export interface BurstResult {
  accepted: number;
  /** First status that was not 201; 0 when all were. */
  refusedWith: number;
  /** From the first byte sent to the last answer read. */
  elapsedMs: number;
  /** Processor time of the generator meanwhile: close to `elapsedMs`, it was the limit and not the server. */
  generatorCpuMs: number;
}

export function isBurst(message: unknown): message is Burst {
  return typeof message === 'object' && message !== null && 'port' in message && 'concurrency' in message;
}

export function isBurstResult(message: unknown): message is BurstResult {
  return typeof message === 'object' && message !== null && 'elapsedMs' in message && 'accepted' in message;
}
