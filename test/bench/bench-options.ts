/** Owns the bench's command line; must not know what any figure does. */

export interface BenchOptions {
  /** Names of the figures to take; all when empty. */
  only: string[];
  /** Fewer rounds: to see that the bench runs, not to publish a figure. */
  isQuick: boolean;
}

/** Reads `--only=bytes,intake` and `--quick`. */
export function readBenchOptions(
  args: readonly string[],
  names: readonly string[],
): BenchOptions | { error: string } {
  const options: BenchOptions = { only: [], isQuick: false };
  for (const arg of args) {
    if (arg === '--quick') options.isQuick = true;
    else if (arg.startsWith('--only=')) options.only = arg.slice('--only='.length).split(',').filter(Boolean);
    else return { error: `unknown option ${arg}; known: --quick, --only=${names.join(',')}` };
  }
  const unknown = options.only.find((name) => !names.includes(name));
  return unknown === undefined
    ? options
    : { error: `there is no figure ${unknown}; there are ${names.join(', ')}` };
}
