/** Owns whose turn it is where leads are shared out by weight; must not know what a turn is worth. */

/** What each is owed in leads: the sum of its shares so far less what it got. Of all together, nothing. */
export type Credits = Readonly<Record<string, number>>;

export interface Sharer {
  id: string;
  /** Above zero. */
  weight: number;
}

/** Credits are kept to nine digits, and so differ a little from what they would be: this close counts as the same. */
const same = 1e-6;
const rounded = (credit: number) => Math.round(credit * 1e9) / 1e9;

/**
 * The next turn, by Tijdeman's rule: of those that may be served without getting ahead of their share, the one that
 * would fall too far behind soonest. Where the same ones are eligible at each turn, nobody is ever one whole lead away
 * from its exact share, whatever the weights. One that is not eligible at a turn neither gains nor loses by it.
 * @param eligible not empty; in the order that decides between equals
 */
export function nextTurn<S extends Sharer>(
  eligible: readonly [S, ...S[]],
  credits: Credits,
): { turn: S; credits: Credits } {
  const sum = eligible.reduce((total, { weight }) => total + weight, 0);
  const due = eligible.map((sharer) => {
    const share = sharer.weight / sum;
    return { sharer, share, credit: creditOf(credits, sharer.id) + share };
  });
  const slack = eligible.length < 2 ? 0 : 1 / (2 * eligible.length - 2);
  const mayTake = due.filter(({ credit }) => credit >= slack - same);
  // Past absences may leave all of them ahead: then the one that is least so.
  const turn =
    mayTake.length > 0
      ? leastOf(mayTake, ({ credit, share }) => (1 - slack - credit) / share)
      : leastOf(due, ({ credit }) => -credit);
  const [first] = eligible;
  const taker = turn?.sharer ?? first;
  const after = due.map(({ sharer, credit }) => [sharer.id, rounded(sharer === taker ? credit - 1 : credit)]);
  return { turn: taker, credits: { ...credits, ...Object.fromEntries(after) } };
}

/** What one is owed: nothing before its first turn. */
export function creditOf(credits: Credits, id: string): number {
  return Object.hasOwn(credits, id) ? (credits[id] ?? 0) : 0;
}

/** The first for which the measure is least. */
function leastOf<T>(all: readonly T[], measure: (one: T) => number): T | undefined {
  let [least] = all;
  for (const one of all) {
    if (least !== undefined && measure(one) < measure(least) - same) least = one;
  }
  return least;
}
