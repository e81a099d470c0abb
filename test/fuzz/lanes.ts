/** Owns running several things a few at a time, in their order; must not know what they are. */

/** Begins each thing once a lane is free. Each settles on its own: one that fails keeps no other from its turn. */
export function inLanes<One, Result>(
  things: readonly One[],
  lanes: number,
  run: (one: One) => Promise<Result>,
): Map<One, Promise<Result>> {
  const turns = things.map((one) => ({ one, begin: Promise.withResolvers<void>() }));
  const results = new Map(turns.map(({ one, begin }) => [one, begin.promise.then(() => run(one))] as const));
  // Lanes share one row of turns: each takes the next.
  const row = turns.values();
  const lane = async () => {
    for (const { one, begin } of row) {
      begin.resolve();
      await results.get(one)?.catch(() => {});
    }
  };
  for (let at = 0; at < lanes; at += 1) void lane();
  return results;
}
