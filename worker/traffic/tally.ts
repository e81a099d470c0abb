/** Owns counts summed in memory by day, form, code and kind; must not know where they are kept. */

/** `visit` a followed link, `view` a form seen, `start` a first keystroke. */
export type VisitKind = 'visit' | 'view' | 'start';

export interface VisitCount {
  form: string;
  /** Empty for a visitor without a referral. */
  code: string;
  kind: VisitKind;
  /** How many. */
  total: number;
}

export interface DayCount extends VisitCount {
  /** Day in China, `2026-11-27`. */
  day: string;
}

export class Tally {
  readonly #counts = new Map<string, DayCount>();
  #total = 0;

  add(count: DayCount): void {
    this.#total += count.total;
    // No part of a key holds a space: slugs, codes, days and kinds.
    const key = `${count.code} ${count.day} ${count.form} ${count.kind}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { ...count });
    else known.total += count.total;
  }

  /** How many were counted. */
  get total(): number {
    return this.#total;
  }

  /** How many rows they make. */
  get rows(): number {
    return this.#counts.size;
  }

  counts(): DayCount[] {
    return [...this.#counts.values()];
  }

  of(codes: ReadonlySet<string>): DayCount[] {
    return this.counts().filter((count) => codes.has(count.code));
  }

  clear(): void {
    this.#counts.clear();
    this.#total = 0;
  }
}

/** The counts of one code, over whichever days they are given for, as people read them. */
export function visitsAndStarts(counts: readonly VisitCount[]): { visits: number; starts: number } {
  const totalOf = (kind: VisitKind) =>
    counts.reduce((sum, count) => sum + (count.kind === kind ? count.total : 0), 0);
  // A followed link is a visit; a form opened with the code in its own URL is seen only as a view.
  return { visits: Math.max(totalOf('visit'), totalOf('view')), starts: totalOf('start') };
}
