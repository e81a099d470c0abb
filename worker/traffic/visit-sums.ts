/** Owns summing counts over days, by code, by form or by day; must not know where they are kept. */
import { type DayCount, visitsAndStarts } from './tally.ts';

export interface VisitSum {
  /** A code, a form or a day. */
  key: string;
  visits: number;
  starts: number;
}

export type SummedBy = 'code' | 'form' | 'day';

/**
 * A followed link is a visit and, on our own page, a view too: which of the two counts is told for each code and day,
 * by form for each form as well, and only then summed.
 */
export function visitSums(counts: readonly DayCount[], by: SummedBy): VisitSum[] {
  const cells = new Map<string, DayCount[]>();
  for (const count of counts) {
    const name = `${count.code} ${count.day}${by === 'form' ? ` ${count.form}` : ''}`;
    const cell = cells.get(name);
    if (cell === undefined) cells.set(name, [count]);
    else cell.push(count);
  }
  const sums = new Map<string, VisitSum>();
  for (const cell of cells.values()) {
    const key = cell[0]?.[by] ?? '';
    const { visits, starts } = visitsAndStarts(cell);
    const sum = sums.get(key) ?? { key, visits: 0, starts: 0 };
    sums.set(key, { key, visits: sum.visits + visits, starts: sum.starts + starts });
  }
  return [...sums.values()];
}
