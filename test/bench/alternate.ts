/** Owns the order in which two sides of a comparison are measured; must not know what is measured of them. */

/**
 * Measures both sides in turn, the order changing each time, so that what disturbs the machine disturbs both.
 * @param warmUps pairs before those that count
 * @returns what was measured of the one and the other, by pair
 */
export async function alternate<Measured>(
  pairs: number,
  one: () => Promise<Measured>,
  other: () => Promise<Measured>,
  warmUps = 1,
): Promise<[one: Measured, other: Measured][]> {
  const rounds: [Measured, Measured][] = [];
  for (let pair = -warmUps; pair < pairs; pair++) {
    const isOneFirst = pair % 2 === 0;
    const first = await (isOneFirst ? one : other)();
    const second = await (isOneFirst ? other : one)();
    if (pair >= 0) rounds.push(isOneFirst ? [first, second] : [second, first]);
  }
  return rounds;
}
