/** Owns what one measured figure is and how a set of them is printed; must not know how any is measured. */

export interface Figure {
  /** As in DESIGN §12. */
  what: string;
  budget: string;
  measured: string;
  isWithin: boolean;
  /** What a reader needs in order to trust or repeat the figure: one line each. */
  notes: string[];
}

/** @throws RangeError for no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('median of nothing');
  return (lower + upper) / 2;
}

/** The value below which this share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (at === undefined) throw new RangeError('percentile of nothing');
  return at;
}

/** `12,345` */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The table of all figures, with notes below. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, budget, measured, isWithin }) => [
    what,
    budget,
    measured,
    isWithin ? 'ok' : 'over',
  ]);
  const table = [['what', 'budget', 'measured', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(2, ...table.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const [head, ...body] = table.map(line);
  const notes = figures
    .filter((figure) => figure.notes.length > 0)
    .map((figure) => `${figure.what}\n${figure.notes.map((note) => `  ${note}`).join('\n')}`);
  return [head, rule, ...body, '', ...notes].join('\n');
}
