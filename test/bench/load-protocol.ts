/** Owns the messages between the bench and its load generator; must not send load. */

/** One burst of submissions to one server, or of people who follow a link. */
export interface Burst {
  port: number;
  path: string;
  /** What the submissions grant; absent where the path is followed. */
  grants?: unknown;
  /** The status of what counts as accepted. */
  expects: 201 | 302;
  count: number;
  /** Connections, each with one request under way. */
  concurrency: number;
}

export interface BurstResult {
  accepted: number;
  /** First status that was not the one expected; 0 when all were. */
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
