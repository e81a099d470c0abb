/** Owns where a lead stands by all that was reported of it, in whatever order it came; must not know storage. */
import { type OutcomeType, outcomeTypes } from '../../contract/outcome.ts';

export interface Told {
  type: OutcomeType;
  at: string;
  amount?: number;
  /** The destination that reported it; absent where a key of the tenant's did. */
  destination?: string;
}

export interface Standing {
  type: OutcomeType;
  at: string;
  /** What was disbursed in all; before that, what the furthest stage says. */
  amount?: number;
}

const rankOf = (type: OutcomeType) => outcomeTypes.indexOf(type);
const isEnding = ({ type }: Told) => type === 'rejected' || type === 'returned';

/**
 * `rejected` and `returned` end a round, and what is reported from later on begins another: a lead that was returned
 * may be signed by the next recipient. Within a round the furthest stage counts, so that a late `contacted` takes no
 * `signed` back. Order is by `at`, then by stage, never by arrival. Null when nothing was reported.
 */
export function standingOf(told: readonly Told[]): Standing | null {
  const inOrder = [...told].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || rankOf(a.type) - rankOf(b.type),
  );
  const lastEnding = inOrder.findLastIndex(isEnding);
  const round = inOrder.slice(lastEnding + 1);
  const furthest = round.reduce((most, { type }) => Math.max(most, rankOf(type)), -1);
  const reached = round.filter(({ type }) => rankOf(type) === furthest);
  const stage = reached[0];
  if (stage === undefined) {
    const ending = inOrder[lastEnding];
    return ending === undefined ? null : { type: ending.type, at: ending.at };
  }
  const amounts = reached.flatMap(({ amount }) => amount ?? []);
  // Loans are paid out in parts; what was signed or approved is one sum, and its last word counts.
  const amount = stage.type === 'disbursed' ? disbursedIn(reached) : amountOfLast(reached);
  return {
    type: stage.type,
    at: stage.at,
    ...(amounts.length === 0 || amount === undefined ? {} : { amount }),
  };
}

/** What the tenant's own people and its destinations say is of the same loans: the larger sum counts, never both. */
function disbursedIn(told: readonly Told[]): number {
  const sumOf = (some: readonly Told[]) => some.reduce((sum, { amount = 0 }) => sum + amount, 0);
  return Math.max(
    sumOf(told.filter(({ destination }) => destination === undefined)),
    sumOf(told.filter(({ destination }) => destination !== undefined)),
  );
}

/** The amount of the latest that has one; the larger one where two say they were at the same moment. */
function amountOfLast(reached: readonly Told[]): number | undefined {
  return reached
    .filter((one) => one.amount !== undefined)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.amount ?? 0) - (b.amount ?? 0))
    .at(-1)?.amount;
}
